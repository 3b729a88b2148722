import { programmeContract } from '@xieshou/testing';
import programme from '../src/index.js';
import type * as pairs from '../src/pairs.js';
import type * as papers from '../src/papers.js';

const agreement = { on: '2027-02-20', heads: '谢校长、林校长', content: '按学科一对一结对，互供资源。' } as const;
const schemePlan = { on: '2027-02-25', edition: 'first', leader: '谢校长', measures: '分三个阶段推进。' } as const;
const reserve = { on: '2026-08-20', subject: 'physics', pieces: 30 } as const;
const spaceAccounts = { on: '2027-02-10', own: 64, partner: 64 } as const;
const spaceTraining = { on: '2027-07-15', theme: '个人空间使用', expected: 64, came: 62 } as const;
const mutualVisit = { on: '2026-11-12', theme: '集体备课', attendees: 12 } as const;
const progressReport = { on: '2026-12-23', progress: '结对教师全部互认好友。', next: '扩大同课异构。' } as const;
// No preset names the vice-head: "-" stands for whoever the officer will.
const usageSheet = { on: '2026-12-23', compiler: '-', logins: 5230, summary: '各学科空间更新正常。' } as const;
const yearReview = { on: '2026-12-25', results: '共享资源六百余件。', onwards: '保持结对，增加互访。' } as const;
const friendship = { on: '2026-11-03', spaces: '王老师空间、李老师空间' } as const;
const wanted = { on: '2026-11-05', subject: 'physics', what: '电学实验微课', pieces: 3 } as const;
const resource = {
  on: '2026-11-09',
  subject: 'physics',
  kind: 'video',
  name: '测量小灯泡的电功率',
  pieces: 2,
  asked: 'asked',
} as const;
const research = {
  on: '2026-11-12',
  kind: 'preparation',
  subject: 'physics',
  theme: '欧姆定律',
  minutes: 60,
  result: '形成共用教学设计一份。',
} as const;

programmeContract<typeof papers & typeof pairs>(programme, {
  samples: {
    agreement: { valid: agreement, invalid: { data: { ...agreement, heads: '' }, field: 'heads' } },
    schemePlan: { valid: schemePlan, invalid: { data: { ...schemePlan, edition: 'revised' }, field: 'why' } },
    reserve: { valid: reserve, invalid: { data: { ...reserve, on: '2026-09-01' }, field: 'on' } },
    spaceAccounts: { valid: spaceAccounts, invalid: { data: { ...spaceAccounts, own: -1 }, field: 'own' } },
    spaceTraining: { valid: spaceTraining, invalid: { data: { ...spaceTraining, came: 65 }, field: 'came' } },
    mutualVisit: { valid: mutualVisit, invalid: { data: { ...mutualVisit, theme: '' }, field: 'theme' } },
    progressReport: { valid: progressReport, invalid: { data: { ...progressReport, next: '' }, field: 'next' } },
    usageSheet: { valid: usageSheet, invalid: { data: { ...usageSheet, compiler: '王' }, field: 'compiler' } },
    yearReview: { valid: yearReview, invalid: { data: { ...yearReview, results: '' }, field: 'results' } },
    friendship: { valid: friendship, invalid: { data: { on: '2026-08-31' }, field: 'on' } },
    wanted: { valid: wanted, invalid: { data: { ...wanted, on: '2026-08-31' }, field: 'on' } },
    resource: { valid: resource, invalid: { data: { ...resource, on: '2026-08-31' }, field: 'on' } },
    research: { valid: research, invalid: { data: { ...research, minutes: 4 }, field: 'minutes' } },
  },
});
