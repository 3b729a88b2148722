import { type ProgrammeManifest, type Text, t } from '@xieshou/sdk';
import { column, paragraph, type Section } from './plan-sections.js';
import { listed } from './plan-words.js';

type Step = ProgrammeManifest['reviews'][number]['steps'][number];

/** What stands behind a step: how many must agree, until when, and what silence says. */
const stepText = ({ title, needs, within, silentAfter }: Step): Text => {
  const terms = [
    ...(needs > 1 ? [t(`须 ${needs} 人同意`, `${needs} people must agree`)] : []),
    ...(within > 0 ? [t(`${within} 个工作日内办理`, `within ${within} working days`)] : []),
    ...(silentAfter > 0
      ? [t(`${silentAfter} 个工作日内未答复的视为确认`, `silence for ${silentAfter} working days confirms`)]
      : []),
  ];
  const more = listed(terms);
  return terms.length === 0 ? title : t(`${title.zh}（${more.zh}）`, `${title.en} (${more.en})`);
};

/** Who agrees to what, step by step. */
export const agreeing = (manifest: ProgrammeManifest): Section[] => {
  const said = manifest.reviews.flatMap(({ title, of, steps }) => {
    const asked = manifest.forms.filter(({ key, inUse }) => inUse && of.includes(key));
    if (asked.length === 0) return [];
    const forms = listed(asked.map((form) => form.title));
    const order = steps.map(stepText);
    return [
      paragraph(
        t(
          `${title.zh}：${forms.zh}提交后依次经过${order.map(({ zh }) => zh).join('、')}，全部办理后计入；退回的修改后重新提交。`,
          `${title.en}: ${forms.en} go through ${order.map(({ en }) => en).join(', then ')}. They count when all is done; what is returned is changed and handed in again.`,
        ),
      ),
    ];
  });
  return said.length === 0 ? [] : [{ title: t('审核与确认', 'Reviews'), blocks: said }];
};

/** What must exist before a stage is closed. */
export const staged = (manifest: ProgrammeManifest): Section[] =>
  manifest.stages.length === 0
    ? []
    : [
        {
          title: t('实施阶段', 'Stages'),
          blocks: [
            {
              kind: 'table',
              columns: [
                column(t('阶段', 'Stage'), 3),
                column(t('时间', 'When'), 3),
                column(t('完成标准', 'What it needs'), 7),
                column(t('方案条目', 'Place'), 2),
              ],
              rows: manifest.stages.map(({ title, from, to, needs, place }) => [
                title,
                from || to ? t(`${from ?? ''} 至 ${to ?? ''}`, `${from ?? ''} to ${to ?? ''}`) : null,
                listed(needs.map((need) => t(`${need.title.zh} ${need.atLeast}`, `${need.title.en} ${need.atLeast}`))),
                place ?? null,
              ]),
            },
          ],
        },
      ];

/** What becomes of what is found lacking. */
export const rectifying = (manifest: ProgrammeManifest): Section[] => {
  const { rectification, sides } = manifest;
  if (!rectification) return [];
  const { raisedBy } = rectification;
  const raised = raisedBy === 'owner' ? t('主办单位', 'owner') : sides[raisedBy].title;
  const other =
    raisedBy === 'owner'
      ? t(`${sides.helper.title.zh}或${sides.helped.title.zh}`, `${sides.helper.title.en} or ${sides.helped.title.en}`)
      : sides[raisedBy === 'helper' ? 'helped' : 'helper'].title;
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
