import { type ProgrammeManifest, type Text, t } from '@xieshou/sdk';
import { column, paragraph, type Section } from './plan-sections.js';
import { listed } from './plan-words.js';

/** Who confirms what, and what silence says. */
export const confirmation = (manifest: ProgrammeManifest): Section[] =>
  manifest.reviews.map(({ title, of, silentAfter }) => {
    const forms = listed(manifest.forms.filter(({ key }) => of.includes(key)).map((form) => form.title));
    const silence =
      silentAfter > 0
        ? t(
            `对方 ${silentAfter} 个工作日内未答复的，视为确认。`,
            `Silence of the other side for ${silentAfter} working days confirms.`,
          )
        : t('对方未答复的，不视为确认。', 'Silence never confirms.');
    return {
      title,
      blocks: [
        paragraph(
          t(
            `${forms.zh}由另一方确认后计入。${silence.zh}`,
            `Counted once the other side has confirmed it: ${forms.en}. ${silence.en}`,
          ),
        ),
      ],
    };
  });

/** What becomes of what is found lacking. */
export const rectifying = (manifest: ProgrammeManifest): Section[] => {
  const { rectification, sides } = manifest;
  if (!rectification) return [];
  const raised = sides[rectification.raisedBy].title;
  const other = sides[rectification.raisedBy === 'helper' ? 'helped' : 'helper'].title;
  const inspectors = listed(
    rectification.inspectedBy.map((key) => manifest.roles.find((role) => role.key === key)?.title ?? raised),
  );
  return [
    {
      title: rectification.title,
      blocks: [
        paragraph(
          t(
            `${raised.zh}提出的问题，由${other.zh}在 ${rectification.within} 个工作日内整改，由${inspectors.zh}复查后销号；另定期限的从其规定。`,
            `What the ${raised.en} finds lacking, the ${other.en} puts right within ${rectification.within} working days unless another day is set; it is looked at again and closed by: ${inspectors.en}.`,
          ),
        ),
      ],
    },
  ];
};

/** What comes of the pairings. */
export const results = (manifest: ProgrammeManifest): Section[] =>
  manifest.outcomes.length === 0
    ? []
    : [
        {
          title: t('考核结果', 'Results'),
          blocks: [
            {
              kind: 'table',
              columns: [
                column(t('考核', 'Outcome'), 3),
                column(t('周期', 'Settled'), 2),
                column(t('等次', 'Levels'), 6),
                column(t('方案条目', 'Place'), 2),
              ],
              rows: manifest.outcomes.map(({ title, per, levels, place }) => [
                title,
                per === 'term' ? t('每学期', 'each term') : t('每学年', 'each school year'),
                listed(levels.map((level) => level.title)),
                place ?? null,
              ]),
            },
          ],
        },
      ];

/** What is kept and reported. */
export const papers = (manifest: ProgrammeManifest): Section[] => {
  const lines: readonly (readonly [Text, readonly Text[]])[] = [
    [t('登记表', 'Registers'), manifest.registers.map(({ title }) => title)],
    [t('台账', 'Ledgers'), manifest.ledgers.map(({ title }) => title)],
    [t('统计表', 'Reports'), manifest.reports.map(({ title }) => title)],
    [t('文档', 'Documents'), manifest.documents.map(({ title }) => title)],
  ];
  const there = lines.filter(([, titles]) => titles.length > 0);
  return there.length === 0
    ? []
    : [
        {
          title: t('台账和报表', 'Ledgers and reports'),
          blocks: there.map(([kind, titles]) =>
            paragraph(t(`${kind.zh}：${listed(titles).zh}。`, `${kind.en}: ${listed(titles).en}.`)),
          ),
        },
      ];
};
