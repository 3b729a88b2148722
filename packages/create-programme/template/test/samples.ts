/** A record as somebody fills it in. */
export const session = {
  on: '2026-11-05',
  laboratory: 'chemistry',
  teacher: '01939c2e-7d5c-7f00-8a55-0242ac120002',
  students: 40,
  minutes: 90,
  experiment: '酸碱指示剂变色：分组滴定并记录。',
} as const;
