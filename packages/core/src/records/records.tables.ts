import {
  anyId,
  big,
  day,
  id,
  instant,
  integer,
  json,
  key,
  keyRef,
  oneOf,
  optional,
  ref,
  string,
  table,
} from '../platform/database/table.js';

export const recordStates = ['draft', 'submitted', 'confirmed', 'returned', 'sealed', 'void'] as const;
export const subjectStates = ['draft', 'claimed', 'confirmed', 'returned', 'void'] as const;
export const factStates = ['claimed', 'confirmed', 'void'] as const;
export const correctionStates = ['open', 'accepted', 'returned', 'withdrawn'] as const;

/** 台账记录: what somebody wrote down in a form. */
export const record = table(
  'record',
  {
    id: id(),
    district_id: anyId(),
    programme_id: ref('programme'),
    form: string(60),
    form_version: integer(),
    state: oneOf(recordStates),
    on_day: day(),
    /** Side of the pairing that wrote it. */
    side: string(10),
    writer_organisation_id: ref('organisation'),
    /** The person of that organisation who writes for nobody but themself: a student of a pair. */
    writer_person_id: optional(anyId()),
    user_id: anyId(),
    data: json({ class: 'sensitive' }),
    findings: json(),
    settings_number: integer(),
    created_at: instant(),
    submitted_at: instant(),
    version: integer(),
  },
  {
    indexes: {
      record_district: ['district_id', 'programme_id', 'on_day'],
      record_programme: ['programme_id', 'form', 'on_day'],
      record_submitted: ['programme_id', 'submitted_at'],
      record_writer: ['writer_organisation_id', 'programme_id', 'on_day'],
    },
  },
);

/** What a record is about: one pairing, or several at one event. Each is confirmed by itself. */
export const recordSubject = table(
  'record_subject',
  {
    record_id: keyRef('record'),
    pairing_id: keyRef('pairing'),
    state: oneOf(subjectStates),
    decided_by: optional(anyId()),
    decided_at: optional(instant()),
    reason: optional(string(200)),
  },
  { indexes: { record_subject_pairing: ['pairing_id', 'record_id'] } },
);

/** Values of the fields that a form says may be filtered by. */
export const recordIndex = table(
  'record_index',
  { record_id: keyRef('record'), field: key(60), value: key(200) },
  { indexes: { record_index_value: ['field', 'value', 'record_id'] } },
);

/** Every version of a record's data as it stood: nothing is overwritten. */
export const recordVersion = table('record_version', {
  record_id: keyRef('record'),
  number: { ...integer(), primary: true },
  at: instant(),
  user_id: optional(anyId()),
  action: string(40),
  reason: optional(string(200)),
  state: oneOf(recordStates),
  form_version: integer(),
  data: json({ class: 'sensitive' }),
});

/**
 * 更正: another text for a record that is confirmed or sealed. Until it is agreed, the record stands as it was; then it
 * is the record's text. `number` counts what was agreed: one that was given back leaves its number to the next.
 */
export const recordCorrection = table(
  'record_correction',
  {
    id: id(),
    record_id: ref('record'),
    district_id: anyId(),
    number: integer(),
    data: json({ class: 'sensitive' }),
    findings: json(),
    reason: string(200),
    user_id: anyId(),
    at: instant(),
    state: oneOf(correctionStates),
    settings_number: integer(),
    form_version: integer(),
  },
  { indexes: { record_correction_record: ['record_id', 'state', 'number'] } },
);

/** 佐证: files that a record, or any version of it, refers to. As long as one does, the file is kept. */
export const recordFile = table(
  'record_file',
  { record_id: keyRef('record'), file_id: keyRef('stored_file') },
  { indexes: { record_file_file: ['file_id'] } },
);

/** A number that a record yields for one subject. Ledgers, duties, forms and points are views over facts. */
export const fact = table(
  'fact',
  {
    record_id: keyRef('record'),
    subject_id: key(36),
    name: key(120),
    n: { ...integer(), primary: true },
    district_id: anyId(),
    programme_id: ref('programme'),
    on_day: day(),
    amount: big(),
    kind: string(60),
    person_id: optional(anyId()),
    state: oneOf(factStates),
  },
  { indexes: { fact_count: ['programme_id', 'name', 'subject_id', 'on_day', 'state', 'amount', 'person_id'] } },
);

/** Count and sum of facts per month: what month reports and dashboards read. Rebuildable from the facts. */
export const tally = table('tally', {
  programme_id: keyRef('programme'),
  subject_id: key(36),
  name: key(120),
  kind: key(60),
  state: key(10),
  month: key(7),
  district_id: anyId(),
  count: integer(),
  sum: big(),
});

/** 风险提示: words by which somebody may be at risk, found in a record, for the advisers of the helped party alone. */
export const riskAlert = table(
  'risk_alert',
  {
    id: id(),
    district_id: anyId(),
    programme_id: ref('programme'),
    record_id: ref('record'),
    pairing_id: ref('pairing'),
    /** Sealed list of words that no earlier alert of the record names. */
    words: json({ class: 'sensitive' }),
    at: instant(),
  },
  { indexes: { risk_alert_programme: ['programme_id', 'at'], risk_alert_record: ['record_id'] } },
);
