import { BODY_FONT } from './sheet-writing.js';

/** Number formats under the numbers that every program knows them by. */
const FORMATS = { '0': 1, '#,##0.00': 4, '@': 49 } as const;

/** How a cell of a table looks. */
export interface Look {
  readonly size?: number;
  readonly bold?: boolean;
  readonly grid?: boolean;
  readonly format?: keyof typeof FORMATS;
  readonly horizontal?: 'left' | 'center' | 'right';
  /** What is too wide is written smaller instead of in several lines: a number that does not fit is shown as ####. */
  readonly shrink?: boolean;
}

/** The looks of a workbook, each written once and named by its number. */
export const lookBook = () => {
  const fonts: string[] = [];
  const styles: string[] = [];
  const numbered = (list: string[], xml: string): number => {
    const at = list.indexOf(xml);
    return at >= 0 ? at : list.push(xml) - 1;
  };
  const style = ({ size, bold, grid, format, horizontal, shrink }: Look): number => {
    const font = numbered(
      fonts,
      `<font>${bold ? '<b/>' : ''}<sz val="${size ?? BODY_FONT.size}"/><name val="${BODY_FONT.name}"/></font>`,
    );
    const side = horizontal === undefined ? '' : ` horizontal="${horizontal}"`;
    const room = shrink ? 'shrinkToFit="1"' : 'wrapText="1"';
    return numbered(
      styles,
      `<xf numFmtId="${format === undefined ? 0 : FORMATS[format]}" fontId="${font}" fillId="0" borderId="${grid ? 1 : 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"><alignment${side} vertical="center" ${room}/></xf>`,
    );
  };
  // The first font and the first style are those of cells that nothing was said about.
  numbered(fonts, `<font><sz val="${BODY_FONT.size}"/><name val="${BODY_FONT.name}"/></font>`);
  numbered(styles, '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>');
  const listed = (name: string, items: readonly string[]) =>
    `<${name} count="${items.length}">${items.join('')}</${name}>`;
  const thin = ['left', 'right', 'top', 'bottom'].map((edge) => `<${edge} style="thin"/>`).join('');
  return {
    /** The number that cells name a look by. */
    of: style,
    /** What stands between `<styleSheet>` and its end. */
    xml: (): string =>
      [
        listed('fonts', fonts),
        listed(
          'fills',
          ['none', 'gray125'].map((type) => `<fill><patternFill patternType="${type}"/></fill>`),
        ),
        listed('borders', [
          '<border><left/><right/><top/><bottom/><diagonal/></border>',
          `<border>${thin}<diagonal/></border>`,
        ]),
        listed('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']),
        listed('cellXfs', styles),
        listed('cellStyles', ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']),
      ].join(''),
  };
};
