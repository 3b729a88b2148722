import { type ProgrammeDefinition, type Text, t, visibleFields } from '@xieshou/sdk';
import { column, type Section } from './plan-sections.js';

/** Somebody of the leading group; what was not written stays blank. */
export interface Leader {
  readonly name: string;
  readonly office: string | null;
  readonly phone: string | null;
}

const PHONE = /^\+?[\d\s-]{5,20}$/;

/**
 * The people written into one setting: one a line, `name，unit and office，phone`; or on a line without commas names
 * joined by `、`.
 */
export const leadersIn = (written: unknown): Leader[] =>
  typeof written !== 'string'
    ? []
    : written.split(/[\n；;]/).flatMap((line) => {
        const parts = line
          .split(/[，,]/)
          .map((part) => part.trim())
          .filter((part) => part !== '');
        const [name, ...rest] = parts;
        if (name === undefined) return [];
        if (rest.length === 0)
          return name
            .split('、')
            .filter((one) => one.trim() !== '')
            .map((one) => ({ name: one.trim(), office: null, phone: null }));
        const phone = PHONE.test(rest.at(-1)!) ? rest.pop()! : null;
        return [{ name, office: rest.length > 0 ? rest.join('，') : null, phone }];
      });

const toFillIn: readonly Text[] = [
  t('组长', 'Head'),
  t('副组长', 'Deputy head'),
  t('成员', 'Member'),
  t('成员', 'Member'),
  t('联络员', 'Contact'),
];

/** 组织领导: who is named in the settings; where nobody is, a table to be filled in by hand. */
export const leading = (
  { leading: posts, settings: fields }: ProgrammeDefinition,
  settings: Readonly<Record<string, unknown>>,
): Section => {
  const shown = new Set(visibleFields(fields, settings));
  const rows = Object.entries(posts)
    .filter(([setting]) => shown.has(setting))
    .flatMap(([setting, post]) =>
      leadersIn(settings[setting]).map(({ name, office, phone }) => [post, name, office, phone]),
    );
  return {
    title: t('组织领导', 'Leading group'),
    blocks: [
      {
        kind: 'table',
        columns: [
          column(t('职务', 'Position'), 2),
          column(t('姓名', 'Name'), 2),
          column(t('单位和职务', 'Unit and office'), 4),
          column(t('联系电话', 'Phone'), 3),
        ],
        rows: rows.length > 0 ? rows : toFillIn.map((post) => [post, null, null, null]),
      },
    ],
  };
};
