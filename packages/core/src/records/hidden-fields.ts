import type { FieldManifest, Side } from '@xieshou/sdk';
import { partyOn } from '../pairings/parties.js';
import { isParty, type Party, type Scope } from '../platform/scope.js';
import type { Running } from '../programmes/programmes.js';
import type { ReviewRow } from '../reviews/review-rows.js';
import { standingOf } from './confidential.js';
import { type Data, type RecordRow, type SubjectRow, wrote } from './record-rows.js';

/** Keys of the fields that somebody may not read, by what they stand as. Its writer reads all of a record. */
export const hiddenFrom = (fields: readonly FieldManifest[], standing: ReadonlySet<string>): readonly string[] =>
  standing.has('writer')
    ? []
    : fields.filter(({ readBy }) => readBy && !readBy.some((name) => standing.has(name))).map(({ key }) => key);

/** Whether a side's present party stood there when a record was begun, and did not take over later. */
const stoodThere = (g: SubjectRow, side: Side, { created_at }: Pick<RecordRow, 'created_at'>): boolean => {
  const since = side === 'helper' ? g.helper_since : g.helped_since;
  return since === null || since < created_at;
};

/** Keys of the fields of a record that the caller may not read. `subjects` are those within the caller's reach. */
export const hiddenFields = (
  scope: Scope,
  o: {
    readonly running: Running;
    readonly row: Pick<RecordRow, 'writer_organisation_id' | 'writer_person_id' | 'created_at'>;
    readonly subjects: readonly SubjectRow[];
    readonly fields: readonly FieldManifest[];
  },
): readonly string[] => {
  if (!o.fields.some(({ readBy }) => readBy)) return [];
  const sides = (['helper', 'helped'] as const).filter((side) =>
    o.subjects.some((g) => isParty(scope, partyOn(g, side)) && stoodThere(g, side, o.row)),
  );
  const isWriter = wrote(scope, o.row);
  return hiddenFrom(o.fields, standingOf(scope, { owner: o.running.row.owner_id, isWriter, sides }));
};

/** As what those who decide on a record read it, whatever their role. */
export const decidersStanding = (
  review: Pick<ReviewRow, 'organisation_id' | 'person_id'>,
  o: {
    readonly owner: string;
    readonly row: Pick<RecordRow, 'writer_organisation_id' | 'writer_person_id'>;
    readonly pairing: SubjectRow;
  },
): ReadonlySet<string> => {
  const decides = (party: Party) =>
    party.organisationId === review.organisation_id && party.personId === review.person_id;
  const { writer_organisation_id: organisationId, writer_person_id: personId } = o.row;
  return new Set([
    ...(['helper', 'helped'] as const).filter((side) => decides(partyOn(o.pairing, side))),
    ...(decides({ organisationId, personId }) ? ['writer'] : []),
    ...(decides({ organisationId: o.owner, personId: null }) ? ['owner'] : []),
  ]);
};

/** Data without some of its fields. */
export const without = (data: Data, hidden: readonly string[]): Data =>
  hidden.length === 0 ? data : Object.fromEntries(Object.entries(data).filter(([key]) => !hidden.includes(key)));
