import {
  type DocumentBasis,
  type DocumentBlock,
  type DocumentPairing,
  type ProgrammeDefinition,
  type ProgrammeManifest,
  type SchoolCalendar,
  type Text,
  t,
  toManifest,
} from '@xieshou/sdk';
import { chineseDay } from '../files/chinese-day.js';
import { agreeing, papers, rectifying, results, staged } from './plan-follow-up.js';
import { leading } from './plan-leading.js';
import { column, paragraph, type Section } from './plan-sections.js';
import { phaseTable, timetable } from './plan-timetable.js';
import { frequencyOf, listed, writerOf } from './plan-words.js';
import { partyName } from './record-document.js';

type Settings = Readonly<Record<string, unknown>>;

interface Plan {
  readonly definition: ProgrammeDefinition;
  /** Key of the preset that it was started from. */
  readonly preset: string;
  readonly calendar: SchoolCalendar;
  /** The settings as they were saved last: who leads is named at once, and not with the next period. */
  readonly latest: Settings;
  readonly about: DocumentBasis<Settings> & { readonly pairings: readonly DocumentPairing[] };
}

const placed = (place: string | undefined): string => place ?? '';

const purpose = ({ definition, preset, about: { programme } }: Plan): Section => {
  const summary = definition.presets[preset]?.summary ?? definition.summary;
  const { owner, schoolYear, from, to } = programme;
  const members = t(
    `实施范围：${programme.organisations.join('、')}。`,
    `It is for ${programme.organisations.join(', ')}.`,
  );
  return {
    title: t('目的和范围', 'Purpose and scope'),
    blocks: [
      paragraph(summary),
      paragraph(
        t(
          `本方案由${owner}组织实施，适用于 ${schoolYear} 学年，自${chineseDay(from)}至${chineseDay(to)}。`,
          `${owner} runs this plan in the school year ${schoolYear}, from ${from} to ${to}.`,
        ),
      ),
      ...(programme.organisations.length > 0 ? [paragraph(members)] : []),
    ],
  };
};

const limitOf = (plan: Plan, side: 'helper' | 'helped'): Text | undefined => {
  const rule = plan.definition.sides[side];
  const most = rule.atMost?.(plan.about.settings);
  if (most === undefined) return undefined;
  return t(`${rule.title.zh}最多同时结对 ${most} 个`, `${rule.title.en}: ${most} pairing(s) at once, at most`);
};

const pairs = (plan: Plan, manifest: ProgrammeManifest): Section => {
  const { pairings } = plan.about;
  const { helper, helped } = manifest.sides;
  const limits = [limitOf(plan, 'helper'), limitOf(plan, 'helped')].filter((text) => text !== undefined);
  const roles = manifest.roles.map(({ key, title }) => ({ key, title }));
  const inside = manifest.inside.map(({ title, place }) =>
    place ? t(`${title.zh}（${place}）`, `${title.en} (${place})`) : title,
  );
  const count = pairings.length;
  return {
    title: t('结对安排', 'Who is paired'),
    blocks: [
      paragraph(
        t(
          `${helper.title.zh}与${helped.title.zh}结对，共 ${count} 对。${limits.map(({ zh }) => `${zh}。`).join('')}`,
          `${helper.title.en} and ${helped.title.en}: ${count} pairing(s). ${limits.map(({ en }) => `${en}.`).join(' ')}`.trim(),
        ),
      ),
      ...(inside.length > 0
        ? [
            paragraph(
              t(
                `结对双方之间再建立：${listed(inside).zh}。`,
                `Inside a pairing people are paired: ${listed(inside).en}.`,
              ),
            ),
          ]
        : []),
      {
        kind: 'table',
        columns: [
          column(t('序号', 'No.'), 1.3),
          column(helper.title, 4),
          column(helped.title, 4),
          ...roles.map(({ title }) => column(title, 3)),
          column(t('结对日期', 'Since'), 3),
        ],
        rows: pairings.map((pairing, at) => [
          at + 1,
          partyName(pairing.helper),
          partyName(pairing.helped),
          ...roles.map(({ key }) => pairing.roles[key] ?? null),
          pairing.startsOn,
        ]),
      },
    ],
  };
};

const tasks = (manifest: ProgrammeManifest): Section => {
  const dutyOf = new Map(manifest.duties.map((duty) => [duty.key, duty]));
  return {
    title: t('主要任务', 'What is done'),
    blocks: [
      {
        kind: 'table',
        columns: [
          column(t('序号', 'No.'), 1.3),
          column(t('事项', 'What'), 3),
          column(t('填写方', 'Written by'), 3),
          column(t('频次要求', 'How often'), 4),
          column(t('方案条目', 'Place'), 2),
        ],
        rows: manifest.forms
          .filter((form) => form.inUse)
          .map((form, at) => {
            const duty = dutyOf.get(form.key);
            return [
              at + 1,
              form.title,
              writerOf(form, manifest),
              duty && (duty.share || duty.atLeast !== 0) ? frequencyOf(duty, manifest) : t('按需开展', 'As needed'),
              placed(duty?.place) || null,
            ];
          }),
      },
    ],
  };
};

const rules = ({ definition, about }: Plan): Section => ({
  title: t('具体标准', 'Numbers and rules'),
  blocks: [
    {
      kind: 'table',
      columns: [
        column(t('项目', 'Setting'), 3),
        column(t('标准', 'Value'), 2),
        column(t('方案条目', 'Place'), 2),
        column(t('说明', 'Explanation'), 6),
      ],
      rows: about.settingsInWords
        .filter(({ key }) => !(key in definition.leading) && definition.settings[key]?.printed !== false)
        .map(({ title, value, place, explain }) => [title, value, place, explain]),
    },
  ],
});

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

const scheduled = (q: Parameters<typeof timetable>[0]): Section[] => {
  const blocks = [...phaseTable(q), ...timetable(q)];
  return blocks.length === 0 ? [] : [{ title: t('时间安排', 'Timetable'), blocks }];
};

/**
 * 方案: the plan that a programme runs under, written out from its description, its settings and its pairings. It says what
 * is known, and leaves blank what is not.
 */
export const planDocument = (plan: Plan): DocumentBlock[] => {
  const { definition, calendar, about } = plan;
  const { programme, settings } = about;
  const manifest = toManifest(definition, settings);
  const sections: Section[] = [
    purpose(plan),
    pairs(plan, manifest),
    leading(definition, plan.latest),
    tasks(manifest),
    rules(plan),
    ...staged(manifest),
    ...agreeing(manifest),
    ...rectifying(manifest),
    ...scheduled({ definition, manifest, settings, calendar, range: programme }),
    ...results(manifest),
    ...papers(manifest),
  ];
  return [
    ...sections.flatMap(({ title, blocks }, at): DocumentBlock[] => [
      { kind: 'heading', text: t(`${numerals[at]}、${title.zh}`, `${at + 1}. ${title.en}`) },
      ...blocks,
    ]),
    {
      kind: 'signatures',
      lines: [
        t(`${programme.owner}（盖章）`, `${programme.owner} (seal)`),
        t('负责人（签名）：', 'Responsible (signature): '),
        t('制定日期：', 'Made on: '),
        t('联系电话：', 'Phone: '),
      ],
    },
  ];
};
