import type { ListLayout } from '../../api/generated/types.gen.js';

export type Layout = ListLayout;

/** A list that nobody has changed: its own order, everything shown, the first column in sight. */
export const ownLayout: Layout = { order: [], hidden: [], frozen: 1, density: 'compact' };

interface Keyed {
  readonly key: string;
}

/** All columns in the order wanted; those that the layout does not name keep their own order behind the others. */
export const inOrder = <Column extends Keyed>(columns: readonly Column[], { order }: Layout): readonly Column[] => {
  const named = order.flatMap((key) => columns.filter((column) => column.key === key));
  return [...named, ...columns.filter((column) => !order.includes(column.key))];
};

/** The columns to draw. Hiding all of them would leave nothing to click on: then all are shown. */
export const shownColumns = <Column extends Keyed>(columns: readonly Column[], layout: Layout): readonly Column[] => {
  const shown = inOrder(columns, layout).filter(({ key }) => !layout.hidden.includes(key));
  return shown.length > 0 ? shown : columns;
};

/** Whether the list looks as it does to somebody who has changed nothing of its columns. */
export const isOwnOrder = <Column extends Keyed>(columns: readonly Column[], layout: Layout): boolean => {
  const shown = shownColumns(columns, layout);
  return shown.length === columns.length && shown.every(({ key }, i) => key === columns[i]?.key);
};

/** One column a place further up or down; at the ends nothing changes. */
export const moved = (columns: readonly Keyed[], layout: Layout, o: { key: string; by: -1 | 1 }): Layout => {
  const order = inOrder(columns, layout).map(({ key }) => key);
  const from = order.indexOf(o.key);
  const to = from + o.by;
  if (from < 0 || to < 0 || to >= order.length) return layout;
  order.splice(to, 0, ...order.splice(from, 1));
  return { ...layout, order };
};

export const toggled = (layout: Layout, key: string): Layout => ({
  ...layout,
  hidden: layout.hidden.includes(key) ? layout.hidden.filter((one) => one !== key) : [...layout.hidden, key],
});

/** Columns that a layout names and the list has no more. */
export const goneColumns = (columns: readonly Keyed[], layout: Layout | null): readonly string[] =>
  [...new Set([...(layout?.order ?? []), ...(layout?.hidden ?? [])])].filter(
    (name) => !columns.some(({ key }) => key === name),
  );
