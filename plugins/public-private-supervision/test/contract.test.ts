import { programmeContract } from '@xieshou/testing';
import * as forms from '../src/forms.js';
import programme from '../src/index.js';

const masterLesson = {
  on: '2026-11-05',
  teacher: '01939c2e-7d5c-7f00-8a55-0242ac120002',
  subject: 'mathematics',
  grade: '七年级3班',
  theme: '一元一次方程的应用',
  attendees: 42,
  minutes: 45,
} as const;
const jointMeeting = {
  on: '2026-09-18',
  theme: '本学期课堂管理',
  dimensions: ['management', 'evaluation'],
  content: '研究课堂常规和督导评估中发现的三个问题。',
  attendees: 9,
} as const;
const cadreExchange = {
  on: '2026-10-14',
  theme: '年级组长的一天',
  place: 'helped',
  content: '跟岗一天，交流年级管理。',
  attendees: 4,
  effect: '形成年级组例会制度。',
} as const;
const researchEvent = {
  on: '2026-10-28',
  kind: 'sameTopic',
  subject: 'chinese',
  theme: '《背影》同课异构',
  content: '两校各上一节，课后共同评议。',
  attendees: 16,
} as const;
const guidance = {
  on: '2026-11-11',
  areas: ['safety', 'facilities'],
  content: '检查实验室药品存放，指出标签不全。',
  effect: '药品柜已重新分类。',
} as const;

programmeContract<typeof forms>(programme, {
  samples: {
    masterLesson: { valid: masterLesson, invalid: { data: { ...masterLesson, minutes: 9 }, field: 'minutes' } },
    jointMeeting: { valid: jointMeeting, invalid: { data: { ...jointMeeting, dimensions: [] }, field: 'dimensions' } },
    cadreExchange: { valid: cadreExchange, invalid: { data: { ...cadreExchange, place: 'hotel' }, field: 'place' } },
    researchEvent: { valid: researchEvent, invalid: { data: { ...researchEvent, kind: 'evaluation' }, field: 'kind' } },
    guidance: { valid: guidance, invalid: { data: { ...guidance, effect: '' }, field: 'effect' } },
  },
});
