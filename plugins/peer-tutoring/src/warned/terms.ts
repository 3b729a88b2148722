import { choice, type Day, finding, type Finding, t } from '@xieshou/sdk';
import type { Settings } from '../settings.js';

export const terms = [
  { value: 'first', title: t('第一学期', 'Term 1') },
  { value: 'second', title: t('第二学期', 'Term 2') },
] as const;
export type WhichTerm = (typeof terms)[number]['value'];

/** Which term a paper is about: it may be written when the next one has begun. */
export const ofTerm = choice(terms, { title: t('学期', 'Term') });

/** When the marks of a term are out, as the college has set it. */
export const marksOutOf = (term: WhichTerm, s: Pick<Settings, 'marksOutOn' | 'secondMarksOutOn'>): Day | undefined =>
  term === 'first' ? s.marksOutOn : s.secondMarksOutOn;

/** 成绩公布后 (四5、四6): nothing is assessed or summed up before the marks of that term are out. */
export const onceMarksAreOut = (
  { on, term }: { readonly on: Day; readonly term: WhichTerm },
  s: Settings,
): readonly (Finding & { readonly field: 'on' })[] => {
  if (s.kind !== 'warned') return [];
  const { title } = terms.find(({ value }) => value === term)!;
  const out = marksOutOf(term, s);
  return [
    {
      ...finding(
        'marksOut',
        out !== undefined && on >= out,
        out === undefined
          ? t(
              `${title.zh}期末成绩公布日尚未填写，成绩公布后才能考核和总结`,
              `The day on which the marks of ${title.en} are out is not set: assess and sum up once they are`,
            )
          : t(
              `${title.zh}期末成绩于 ${out} 公布，此前不能考核和总结`,
              `The marks of ${title.en} are out on ${out}: nothing is assessed or summed up before`,
            ),
      ),
      field: 'on',
    },
  ];
};

/** Papers of before had no term: whatever was written until March was about the first. */
export const withTerm = (old: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const month = Number(String(old['on']).slice(5, 7));
  return { ...old, term: month >= 4 && month <= 8 ? 'second' : 'first' };
};
