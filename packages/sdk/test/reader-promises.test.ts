import { describe, expect, it } from 'vitest';
import {
  attachments,
  checkProgramme,
  choice,
  day,
  type Fields,
  type Form,
  integer,
  longText,
  type NamedReader,
  type ProgrammeDefinition,
  t,
  text,
  withoutConfidential,
} from '../src/index.js';
import { example, title } from './fixtures/example.js';

type Values = Readonly<Record<string, unknown>>;
type AnyForm = Form<Values, Fields>;

const plain: Fields = { on: day({ title }), theme: text({ title }) };
const talk: AnyForm = {
  title,
  writtenBy: 'helper',
  subjects: 'one',
  fields: plain,
  brief: ['on', 'theme'],
  version: 1,
  readBy: ['adviser'],
};
const withTalk = (form: Partial<AnyForm>, more: Partial<ProgrammeDefinition> = {}): ProgrammeDefinition => ({
  ...example,
  ...more,
  forms: { ...example.forms, talk: { ...talk, ...form } },
});
const withField = (fields: Fields) => withTalk({ readBy: undefined!, fields: { ...plain, ...fields } });
const complaints = (definition: ProgrammeDefinition) =>
  checkProgramme(definition).map(({ thing, remedy }) => `${thing}: ${remedy}`);
const kept = longText({ title, class: 'sensitive', readBy: ['adviser'], optional: true });
const choices = [{ value: 'a', title }] as const;

describe('what only some may read', () => {
  it('may be a field or a whole form', () => {
    expect(complaints(withField({ kept }))).toEqual([]);
    expect(complaints(withTalk({ readBy: ['adviser', 'collegeOffice', 'helped', 'owner', 'writer'] }))).toEqual([]);
  });

  it.each<[string, ProgrammeDefinition, string]>([
    [
      'a field for nobody',
      withField({ kept: { ...kept, readBy: [] } }),
      'forms.talk.kept: Name who may read it: "writer" where it is nobody else.',
    ],
    [
      'a field for somebody unheard of',
      withField({ kept: { ...kept, readBy: ['principal' as NamedReader] } }),
      'forms.talk.kept: "principal" is nobody who could read it: name roles, sides, "owner" or "writer".',
    ],
    [
      'a field that is not sealed',
      withField({ kept: { ...kept, class: 'personal' } }),
      'forms.talk.kept: What only some may read is sealed where it is kept: let its class be sensitive.',
    ],
    [
      'the day',
      withField({ on: day({ title, class: 'sensitive', readBy: ['adviser'] }) }),
      'forms.talk.on: The day stands beside every record: it has no readers of its own.',
    ],
    [
      'a field that tells of another',
      withField({
        kept: choice(choices, { title, class: 'sensitive', readBy: ['adviser'] }),
        more: text({ title, when: { field: 'kept', is: ['a'] } }),
      }),
      'forms.talk.more: That it is filled in tells what "kept" holds: let both be read by the same.',
    ],
    [
      'a form for nobody',
      withTalk({ readBy: [] }),
      'forms.talk.readBy: Name who may read it: "writer" where it is nobody else.',
    ],
    [
      'a confidential form with facts',
      withTalk({ facts: () => [] }),
      'forms.talk.facts: It is confidential: what it counts would be counted for everybody.',
    ],
    [
      'a confidential form with an index',
      withTalk({ index: ['theme'] }),
      'forms.talk.index: It is confidential: its lists are not filtered.',
    ],
    [
      'a confidential form about people inside a pairing',
      withTalk(
        { about: 'teams' },
        { inside: { teams: { title, helper: title, helped: title, kind: { title, choices } } } },
      ),
      'forms.talk.about: It is confidential: the records of pairs inside a pairing are counted for everybody.',
    ],
    [
      'a confidential form with files',
      withTalk({ fields: { ...plain, papers: attachments({ title }) } }),
      'forms.talk.papers: Files are not sealed: a confidential form holds none.',
    ],
    [
      'a duty on a confidential form',
      withTalk({}, { duties: { ...example.duties, talk: { per: 'month', atLeast: () => 1 } } }),
      'duties.talk: "talk" is confidential: no duty counts it.',
    ],
    [
      'a confirmation of a confidential form',
      withTalk({}, { reviews: { confirmation: { ...example.reviews['confirmation']!, of: ['talk'] } } }),
      'reviews.confirmation: "talk" is confidential: nobody is asked to agree to it.',
    ],
    [
      'problems named in a confidential form',
      withTalk(
        {},
        { rectification: { title, raisedIn: ['talk'], raisedBy: 'helper', inspectedBy: ['helper'], within: () => 5 } },
      ),
      'rectification.raisedIn: "talk" is confidential: nobody is asked to answer it.',
    ],
    [
      'an outcome of a confidential form',
      withTalk(
        {},
        { outcomes: { points: { title, per: 'term', levels: { all: { title } }, reads: ['talk'], settle: () => [] } } },
      ),
      'outcomes.points.reads: "talk" is confidential: awards and their reasons are shown to others.',
    ],
    [
      'a ledger of a confidential form',
      withTalk(
        {},
        { ledgers: { talks: { title, from: ['talk'], keptBy: 'bureau', columns: [{ show: 'on', title }] } } },
      ),
      'ledgers.talks: "talk" is confidential: ledgers go out of the platform.',
    ],
    [
      'a report of a confidential form',
      withTalk(
        {},
        {
          reports: {
            overview: { ...example.reports['overview']!, counts: ['talk'], reads: ['talk'], standing: ['talk'] },
          },
        },
      ),
      'reports.overview: "talk" is confidential: reports are read by others.',
    ],
    [
      'a setting for some',
      {
        ...example,
        settings: {
          ...example.settings,
          few: { ...integer({ title, min: 0, max: 1, default: 0, place: '一', explain: title }), readBy: ['adviser'] },
        },
      },
      'settings.few: Settings are not sealed: only a field of a form or a register can be sensitive.',
    ],
    [
      'a sensitive setting',
      {
        ...example,
        settings: {
          ...example.settings,
          few: integer({ title, min: 0, max: 1, default: 0, place: '一', explain: title, class: 'sensitive' }),
        },
      },
      'settings.few: Settings are not sealed: only a field of a form or a register can be sensitive.',
    ],
  ])('is not %s', (_, definition, complaint) => {
    expect(complaints(definition)).toContain(complaint);
  });

  it('is left out of what facts are made from', () => {
    const data = { on: '2026-11-05', theme: '谈心', kept: '不便说的事' };
    expect(withoutConfidential({ ...plain, kept }, data)).toEqual({ on: '2026-11-05', theme: '谈心' });
    expect(withoutConfidential({ ...plain, note: text({ title: t('备注', 'Note') }) }, data)).toBe(data);
  });
});
