import { programmeContract } from '@xieshou/testing';
import programme from '../src/index.js';
import type * as mentoring from '../src/mentoring.js';
import type * as results from '../src/results.js';
import type * as visits from '../src/visits.js';
import {
  agreement,
  aspectScore,
  donation,
  event,
  guidanceVisit,
  observation,
  sentActivity,
  systemsCheck,
  teacherStay,
} from './samples.js';

programmeContract<typeof visits & typeof mentoring & typeof results>(programme, {
  samples: {
    paper: { valid: agreement, invalid: { data: { ...agreement, signers: undefined }, field: 'signers' } },
    guidanceVisit: {
      valid: guidanceVisit,
      invalid: { data: { ...guidanceVisit, lessonsSent: -1 }, field: 'lessonsSent' },
    },
    systemsCheck: { valid: systemsCheck, invalid: { data: { ...systemsCheck, bodies: ['council'] }, field: 'advice' } },
    sentActivity: { valid: sentActivity, invalid: { data: { ...sentActivity, area: 'mathematics' }, field: 'area' } },
    observation: { valid: observation, invalid: { data: { ...observation, steps: [] }, field: 'steps' } },
    teacherStay: { valid: teacherStay, invalid: { data: { ...teacherStay, teachers: 3 }, field: 'teachers' } },
    event: { valid: event, invalid: { data: { ...event, attendees: 0 }, field: 'attendees' } },
    donation: { valid: donation, invalid: { data: { ...donation, count: 0 }, field: 'count' } },
    aspectScore: { valid: aspectScore, invalid: { data: { ...aspectScore, ideas: 101 }, field: 'ideas' } },
  },
});
