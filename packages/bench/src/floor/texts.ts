// The bare server's SQL. Parameters are written $1, $2 …; each stands once and in order, so that `?` says the same.

export const session = `select s.account_id, a.name, r.role, r.organisation_id, o.name as organisation_name,
    r.district_id, s.csrf, s.seen_at, s.ends_at
  from session s join account a on a.id = s.account_id and a.state = 'active' and a.must_change_since is null
  join assignment r on r.id = s.assignment_id and r.account_id = a.id and r.ended_at is null
  join organisation o on o.id = r.organisation_id and o.closed_on is null
  where s.token_hash = $1`;

export const seen = 'update session set seen_at = $1 where token_hash = $2';

export const grounds = `select p.starts_on as programme_from, p.ends_on as programme_to,
    (select max(number) from programme_settings v where v.programme_id = p.id and v.effective_from <= $1) as settings_number,
    g.starts_on, g.ends_on, g.helper_id, helper.name as helper_name, g.helped_id, helped.name as helped_name,
    (select t.name from person t where t.id = $2 and t.organisation_id = g.helper_organisation_id
      and t.left_on is null) as teacher_name
  from pairing g join programme p on p.id = g.programme_id and p.state = 'enabled'
  join organisation helper on helper.id = g.helper_id join organisation helped on helped.id = g.helped_id
  where g.id = $3 and g.programme_id = $4 and g.helper_organisation_id = $5 and g.state = 'active'`;

export const told = `select r.account_id, r.district_id from assignment r join account a on a.id = r.account_id
  and a.state = 'active' where r.organisation_id = $1 and r.role = 'schoolAdministrator' and r.ended_at is null limit 3`;

/** Columns that a lesson and a person fill in; all others are null. */
export const inserts = {
  idempotency_key: ['user_id', 'key', 'request', 'answer', 'at'],
  record: [
    'id',
    'district_id',
    'programme_id',
    'form',
    'form_version',
    'state',
    'on_day',
    'side',
    'writer_organisation_id',
    'user_id',
    'data',
    'findings',
    'settings_number',
    'created_at',
    'submitted_at',
    'version',
  ],
  record_subject: ['record_id', 'pairing_id', 'state'],
  record_index: ['record_id', 'field', 'value'],
  record_version: ['record_id', 'number', 'at', 'user_id', 'action', 'state', 'form_version', 'data'],
  fact: [
    'record_id',
    'subject_id',
    'name',
    'n',
    'district_id',
    'programme_id',
    'on_day',
    'amount',
    'kind',
    'person_id',
    'state',
  ],
  review: [
    'id',
    'district_id',
    'programme_id',
    'name',
    'step',
    'subject_kind',
    'subject_id',
    'part_id',
    'organisation_id',
    'state',
    'opened_at',
    'due_on',
    'version',
  ],
  notification: ['id', 'user_id', 'district_id', 'kind', 'text', 'link', 'created_at'],
  audit_entry: [
    'id',
    'at',
    'district_id',
    'user_id',
    'role',
    'action',
    'subject_kind',
    'subject_id',
    'detail',
    'mac',
    'seq',
    'chain',
  ],
  person: [
    'id',
    'district_id',
    'organisation_id',
    'kind',
    'name',
    'name_key',
    'name_initials',
    'name_pinyin',
    'code',
    'post',
    'subject',
    'created_at',
    'version',
  ],
} as const;

export const tally = `insert into tally (programme_id, subject_id, name, kind, state, month, district_id, count, sum)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict (programme_id, subject_id, name, kind, state, month)
  do update set count = tally.count + excluded.count, sum = tally.sum + excluded.sum`;

// Lists go through the index of facts, which holds programme, form, pairing and day in this order: every record that
// was handed in has a fact with the name of its form. `cross join`: SQLite takes the pairing first.
const found = (n: number) => `from pairing g cross join fact f
  where (g.helper_organisation_id = $${n} or g.helped_organisation_id = $${n + 1}) and g.programme_id = $${n + 2}
  and f.programme_id = g.programme_id and f.subject_id = g.id and f.name = $${n + 3} and f.on_day between $${n + 4} and $${n + 5}`;

export const list = `select r.id, r.programme_id, r.form, r.on_day, r.state, r.data, r.findings, r.submitted_at, r.version,
    r.writer_organisation_id, writer.name as writer_name, account.name as user_name, g.id as pairing_id, g.helper_id,
    helper.name as helper_name, g.helped_id, helped.name as helped_name, rs.state as subject_state,
    decider.name as decided_name, rs.decided_at, rs.reason,
    (select w.id from review w where w.subject_id = r.id and w.part_id = g.id and w.state = 'open'
      and w.organisation_id = $1) as review_id,
    (select t.name from record_index x join person t on t.id = x.value
      where x.record_id = r.id and x.field = 'teacher') as teacher_name
  from (select f.record_id, f.subject_id ${found(2)} order by f.on_day desc, f.record_id desc limit $8) c
  join record r on r.id = c.record_id join record_subject rs on rs.record_id = r.id and rs.pairing_id = c.subject_id
  join pairing g on g.id = c.subject_id
  join organisation helper on helper.id = g.helper_id join organisation helped on helped.id = g.helped_id
  join organisation writer on writer.id = r.writer_organisation_id join account on account.id = r.user_id
  left join account decider on decider.id = rs.decided_by order by r.on_day desc, r.id desc`;

export const count = `select count(*) as n from (select 1 ${found(1)} limit $7) c`;

const reported = `g.id as pairing, helper.name as helper, helped.name as helped`;
const sides = `join organisation helper on helper.id = g.helper_id join organisation helped on helped.id = g.helped_id`;

export const tallies = `select ${reported}, t.name, t.state, t.month, sum(t.count) as count from tally t
  join pairing g on g.id = t.subject_id ${sides}
  where t.programme_id = $1 and t.month between $2 and $3 and t.state in ('claimed', 'confirmed')
  group by g.id, helper.name, helped.name, t.name, t.state, t.month`;

export const scan = `select ${reported}, r.form as name, rs.state, substr(r.on_day, 1, 7) as month, count(*) as count
  from record r join record_subject rs on rs.record_id = r.id join pairing g on g.id = rs.pairing_id ${sides}
  where r.programme_id = $1 and r.on_day between $2 and $3 and rs.state in ('claimed', 'confirmed')
  group by g.id, helper.name, helped.name, r.form, rs.state, substr(r.on_day, 1, 7)`;

export const ledger = (forms: string) => `select r.form, r.on_day, r.data, rs.state as subject_state,
    helper.name as helper_name, helped.name as helped_name, account.name as user_name,
    (select t.name from record_index x join person t on t.id = x.value
      where x.record_id = r.id and x.field = 'teacher') as teacher_name
  from record r join record_subject rs on rs.record_id = r.id join pairing g on g.id = rs.pairing_id ${sides}
  join account on account.id = r.user_id
  where r.programme_id = $1 and r.form in (${forms}) and r.on_day between $2 and $3
  and rs.state in ('claimed', 'confirmed') order by r.on_day, r.id`;
