import { type Sql, sql } from './database/sql.js';

/**
 * Assignments (aliased `r`) that may be acted in today: one's own until they end; somebody else's on the days of the
 * delegation, as long as that person still holds it and may sign in.
 */
export const actsOn = (today: string): Sql => sql`(r.ended_at is null and (r.delegated_from is null
  or (r.starts_on <= ${today} and r.ends_on >= ${today} and exists (select 1 from assignment d
    join account da on da.id = d.account_id and da.state = 'active'
    where d.id = r.delegated_from and d.ended_at is null))))`;
