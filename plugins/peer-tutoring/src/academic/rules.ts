import { anyOf, type Candidate, finding, type Finding, softFinding, t } from '@xieshou/sdk';
import type { Known } from '../registers.js';
import type { Settings } from '../settings.js';

type Somebody = Pick<Candidate<Known>, 'entries' | 'kind'>;

const unknown = (what: { readonly zh: string; readonly en: string }) =>
  softFinding('unknown', false, t(`没有${what.zh}，须写明理由`, `${what.en} are not known: a reason is needed`));
const noStudies = unknown({ zh: '学业情况', en: 'Courses and marks' });
const noStanding = unknown({ zh: '政治面貌和年级', en: 'Standing and year' });
const noPosts = unknown({ zh: '教职工职务', en: 'Posts' });

const fails = (o: { readonly n: number; readonly least: number; readonly zh: string; readonly en: string }): Finding =>
  finding('fails', o.n >= o.least, t(`${o.zh} ${o.n} 门，须达到 ${o.least} 门`, `${o.n} ${o.en}, from ${o.least}`), {
    n: o.n,
    least: o.least,
  });

type Rule = (somebody: Somebody, s: Settings) => readonly Finding[];

const isMember = (party: string) => party === 'member' || party === 'probationary';

/** 方案十五: undergraduates who have not passed so many courses; staff in the Party, advisers, excellent student members. */
const failedCourses = {
  helped: (({ entries: { studies } }, s) =>
    studies
      ? [
          finding('undergraduate', studies.undergraduate, t('须为本科生', 'must be an undergraduate')),
          fails({ n: studies.notPassed, least: s.failsAtLeast, zh: '累计未通过', en: 'courses not passed' }),
        ]
      : [noStudies]) satisfies Rule,
  helper: (({ kind, entries: { staffPosts, standing, studies } }) => {
    if (kind !== 'student')
      return staffPosts
        ? anyOf(
            finding('partyMember', staffPosts.partyMember, t('教职工党员', 'Party member among staff')),
            finding('classAdviser', staffPosts.classAdviser, t('班主任', 'Class adviser')),
          )
        : [noPosts];
    return standing
      ? [
          finding('member', isMember(standing.party), t('须为学生党员', 'must be a student Party member')),
          finding('outstanding', standing.outstanding, t('须表现优秀', 'must be excellent')),
          // Not known to be an undergraduate is not the same as being one.
          studies
            ? finding('undergraduate', studies.undergraduate, t('须为本科生', 'must be an undergraduate'))
            : noStudies,
        ]
      : [noStanding];
  }) satisfies Rule,
};

/** 方案十八: four kinds of difficulty, of which only that there is one is told; members and activists of years 2 and 3. */
const partyMembers = {
  helped: (({ entries: { studies, difficulties } }, s) => {
    const registered = finding(
      'difficulty',
      (difficulties?.kinds.length ?? 0) > 0,
      t('辅导员已登记需要帮扶', 'Registered by the adviser as in need of help'),
    );
    if (!studies) return registered.outcome === 'pass' ? [registered] : [noStudies];
    return anyOf(
      fails({ n: studies.failedLast, least: s.failsAtLeast, zh: '上学期不及格', en: 'courses failed last term' }),
      finding('nearDismissal', studies.nearDismissal, t('达到退学警告', 'near dismissal')),
      finding('onTrial', studies.onTrial, t('跟班试读', 'follows a class on trial')),
      registered,
    );
  }) satisfies Rule,
  helper: (({ entries: { standing } }) => {
    if (!standing) return [noStanding];
    const { year, party, outstanding } = standing;
    const may = isMember(party) || (party === 'activist' && outstanding);
    return [
      finding('year', year === 2 || year === 3, t(`${year} 年级，须为二、三年级`, `year ${year}; years 2 and 3 help`), {
        year,
      }),
      finding(
        'standing',
        may,
        t(
          '须为正式党员、预备党员或表现突出的入党积极分子',
          'must be a member, probationary, or an outstanding activist',
        ),
      ),
    ];
  }) satisfies Rule,
};

/** 方案二十一: warned or repeating, or of their own accord; others with a reason. Heads, advisers and volunteers help. */
const warned = {
  helped: (({ entries: { studies } }) =>
    studies
      ? anyOf(
          softFinding('warned', studies.warned, t('学业预警', 'warned')),
          softFinding('repeating', studies.repeating, t('留级', 'repeats the year')),
          softFinding('applied', studies.applied, t('自愿申请', 'applied to be helped')),
        )
      : [noStudies]) satisfies Rule,
  helper: (({ kind, entries: { staffPosts, standing } }) => {
    if (kind === 'student')
      return standing
        ? [finding('volunteer', standing.volunteer, t('须为学业辅导志愿者', 'must be a volunteer tutor'))]
        : [noStanding];
    return staffPosts
      ? anyOf(
          finding('officeHead', staffPosts.officeHead, t('教研室负责人', 'Head of a teaching office')),
          finding('classAdviser', staffPosts.classAdviser, t('班主任', 'Class adviser')),
        )
      : [noPosts];
  }) satisfies Rule,
};

const rules = { failedCourses, partyMembers, warned } as const;

/** Who may stand on a side in plans 15, 18 and 21. */
export const academicRule = (side: 'helper' | 'helped', somebody: Somebody, s: Settings): readonly Finding[] =>
  rules[s.kind as keyof typeof rules][side](somebody, s);
