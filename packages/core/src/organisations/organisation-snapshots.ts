import type { OrganisationSnapshot } from '@xieshou/sdk';
import { inPieces } from '../imports/bulk.js';
import type { Reads } from '../platform/database/database.js';
import { sql } from '../platform/database/sql.js';
import { type FoundOrganisation, teachers } from './organisation-view.js';

type Seen = Pick<FoundOrganisation, 'id' | 'name' | 'kind' | 'ownership' | 'school_kind' | 'teachers'>;

/** What plugins see of organisations. Unknown ids are left out. */
export const organisationSnapshots = async (
  reads: Reads,
  ids: readonly string[],
): Promise<Map<string, OrganisationSnapshot>> => {
  const rows = await inPieces(ids, (piece) =>
    reads.all<Seen>(
      sql`select o.id, o.name, o.kind, o.ownership, o.school_kind, ${teachers} as teachers from organisation o where o.id in ${piece}`,
    ),
  );
  return new Map(
    rows.map(({ id, name, kind, ownership, school_kind, teachers: count }) => [
      id,
      {
        id,
        name,
        kind,
        ...(ownership ? { ownership } : {}),
        ...(school_kind ? { schoolKind: school_kind } : {}),
        teachers: Number(count),
      },
    ]),
  );
};
