import type { ListRow, SessionRow, TallyRow } from './store.js';

/** A record as the platform's list answers it. */
export const recordDto = (row: ListRow, session: SessionRow) => {
  const data = JSON.parse(row.data) as Record<string, unknown>;
  const own = row.writer_organisation_id === session.organisation_id;
  const unconfirmed = row.subject_state !== 'confirmed';
  const school = session.role === 'schoolAdministrator';
  return {
    id: row.id,
    programme: row.programme_id,
    form: row.form,
    on: row.on_day,
    state: row.state,
    writer: { id: row.writer_organisation_id, name: row.writer_name },
    writtenBy: row.user_name,
    submittedAt: row.submitted_at,
    subjects: [
      {
        pairing: row.pairing_id,
        helper: { id: row.helper_id, name: row.helper_name, former: null },
        helped: { id: row.helped_id, name: row.helped_name, former: null },
        state: row.subject_state,
        decidedBy: row.decided_name,
        decidedAt: row.decided_at,
        reason: row.reason,
        review: row.review_id,
      },
    ],
    data,
    withheld: [],
    people: row.teacher_name === null ? {} : { [String(data['teacher'])]: row.teacher_name },
    files: [],
    findings: JSON.parse(row.findings) as unknown,
    correction: 0,
    openCorrection: null,
    returnedCorrection: null,
    voidReason: null,
    mayChange: own && row.state === 'submitted' && unconfirmed,
    mayWithdraw: own && row.state === 'submitted' && unconfirmed,
    mayCorrect: own && row.state === 'confirmed',
    mayVoid: school ? own && unconfirmed : true,
    version: row.version,
  };
};

const shown = ['jointMeeting', 'cadreExchange', 'masterLesson', 'researchEvent'];

/** The district's overview, but for what is overdue, made of counts per pairing, form, state and month. */
export const overviewOf = (rows: readonly TallyRow[]) => {
  const pairs = new Map<string, Record<string, string | number>>();
  for (const row of rows) {
    if (!shown.includes(row.name)) continue;
    let cells = pairs.get(row.pairing);
    if (!cells) {
      cells = { pairing: row.pairing, helper: row.helper, helped: row.helped, claimed: 0 };
      for (const name of shown) cells[name] = 0;
      pairs.set(row.pairing, cells);
    }
    const column = row.state === 'confirmed' ? row.name : 'claimed';
    cells[column] = Number(cells[column]) + Number(row.count);
  }
  return { rows: [...pairs.values()] };
};
