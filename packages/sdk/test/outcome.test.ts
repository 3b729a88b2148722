import { describe, expect, it } from 'vitest';
import {
  checkProgramme,
  defaultTerms,
  knownHolidays,
  type Outcome,
  periodBefore,
  periodOf,
  type ProgrammeDefinition,
  t,
  toManifest,
} from '../src/index.js';
import { example, title } from './fixtures/example.js';

const calendar = { ...knownHolidays, terms: [...defaultTerms('2025-2026'), ...defaultTerms('2026-2027')] };
const before = (id: string) => periodBefore(calendar, periodOf(calendar, id)!)?.id;

describe('the period before', () => {
  it('is the other term of the year, or the last one of the year before', () => {
    expect(before('2026-2027-2')).toBe('2026-2027-1');
    expect(before('2026-2027-1')).toBe('2025-2026-2');
    expect(before('2026-2027')).toBe('2025-2026');
  });

  it('is none where the calendar begins, and of no other kind', () => {
    expect(before('2025-2026-1')).toBeUndefined();
    expect(before('2025-2026')).toBeUndefined();
    expect(before('2026-11')).toBeUndefined();
  });
});

type Points = Outcome<Readonly<Record<string, unknown>>>;
const points: Points = { title, per: 'term', levels: { full: { title } }, settle: () => [] };
const withPoints = (change: Partial<Points>, key = 'points'): ProgrammeDefinition => ({
  ...example,
  outcomes: { [key]: { ...points, ...change } },
});
const found = (definition: ProgrammeDefinition) => checkProgramme(definition).map(({ thing }) => thing);

describe('an outcome', () => {
  it('keeps its promises, and stands in the manifest without its rule', () => {
    const definition = withPoints({ place: '五', decisions: { counts: { title } } });
    expect(found(definition)).toEqual([]);
    expect(toManifest(definition).outcomes).toEqual([
      {
        key: 'points',
        title,
        place: '五',
        per: 'term',
        levels: [{ key: 'full', title }],
        decisions: [{ key: 'counts', title }],
      },
    ]);
  });

  it.each<[string, ProgrammeDefinition, string]>([
    ['a key in capitals', withPoints({}, 'Points'), 'outcomes.Points'],
    ['a title in one language', withPoints({ title: t('加分', '') }), 'outcomes.points'],
    ['no level', withPoints({ levels: {} }), 'outcomes.points.levels'],
    ['a form that is not there', withPoints({ reads: ['unheard'] }), 'outcomes.points.reads'],
    ['a sum of a form that is not there', withPoints({ sums: { unheard: 'mark' } }), 'outcomes.points.sums'],
    ['a fact of a form that is not there', withPoints({ counts: ['unheard.minutes'] }), 'outcomes.points.counts'],
    [
      'a level in one language',
      withPoints({ levels: { full: { title: t('', 'Full') } } }),
      'outcomes.points.levels.full',
    ],
    [
      'a decision with a wrong key',
      withPoints({ decisions: { 'it-counts': { title } } }),
      'outcomes.points.decisions.it-counts',
    ],
    [
      'a decision in one language',
      withPoints({ decisions: { counts: { title: t('计', '') } } }),
      'outcomes.points.decisions.counts',
    ],
    ['a rule that answers no list', withPoints({ settle: () => 'none' as never }), 'outcomes.points.settle'],
    [
      'a rule that awards where nobody is paired',
      withPoints({ settle: () => [{ pairing: 'x', side: 'helper', level: 'full', points: 1, findings: [] }] }),
      'outcomes.points.settle',
    ],
    [
      'a rule that throws',
      withPoints({
        settle: () => {
          throw new TypeError('no entries');
        },
      }),
      'outcomes.points.settle',
    ],
  ])('is found out: %s', (_, definition, thing) => {
    expect(found(definition)).toEqual([thing]);
  });

  it('is named by reports only where there is one, and so is a register', () => {
    const report = { ...example.reports['overview']!, awards: ['points'], entries: ['results'] };
    expect(found({ ...example, reports: { overview: report } })).toEqual([
      'reports.overview.awards',
      'reports.overview.entries',
    ]);
  });
});
