import { exampleTeam, programmeContract } from '@xieshou/testing';
import type { activity } from '../src/activities.js';
import type { gift, standardKit } from '../src/handovers.js';
import programme from '../src/index.js';

interface Forms {
  readonly standardKit: typeof standardKit;
  readonly gift: typeof gift;
  readonly activity: typeof activity;
}

const signed = { leader: exampleTeam.leader, received: 'school' } as const;
const kit = { on: '2026-11-20', parts: ['bag', 'pencilBag', 'pencils', 'wax'], ...signed } as const;
const given = { on: '2026-11-20', gift: 'blocks', means: 'shared', cost: 10_000, ...signed } as const;
const afternoon = {
  on: '2026-11-20',
  kind: 'games',
  atHome: false,
  members: 3,
  content: '在学校操场与孩子做游戏、讲故事。',
  childShown: false,
} as const;

programmeContract<Forms>(programme, {
  samples: {
    standardKit: { valid: kit, invalid: { data: { ...kit, parts: ['bag', 'pencilBag', 'wax'] }, field: 'parts' } },
    gift: { valid: given, invalid: { data: { ...given, cost: 0 }, field: 'cost' } },
    activity: { valid: afternoon, invalid: { data: { ...afternoon, members: 4 }, field: 'members' } },
  },
});
