import type { Page } from 'playwright-core';

/** Ids of the sample that addresses are made of. */
export type Places = Readonly<
  Record<
    | 'programme'
    | 'tutoring'
    | 'students'
    | 'pairing'
    | 'organisation'
    | 'record'
    | 'returned'
    | 'corrected'
    | 'rectification'
    | 'import'
    | 'form'
    | 'user'
    | 'handOver'
    | 'sheet'
    | 'report'
    | 'volunteers'
    | 'team'
    | 'kindergartens'
    | 'research'
    | 'researchPairing'
    | 'members',
    string
  >
>;

export type Account = 'officer' | 'shiyan' | 'boya' | 'newcomer' | 'college' | 'tutor' | 'yizhong' | 'fudao';

export interface Screen {
  /** As the router declares it. */
  readonly path: string;
  /** Tells screens of one route apart; part of the picture's name. */
  readonly name?: string;
  /** The route's own address unless told. */
  readonly at?: (places: Places) => string;
  /** Officer unless told; the school too where it sees something else. */
  readonly who?: readonly Account[];
  /** Opens a drawer, dialog, menu or calendar. */
  readonly overlay: (page: Page) => Promise<void>;
  /** Makes the screen say that something is wrong; without it, the server refuses everything. */
  readonly error?: (page: Page) => Promise<void>;
  /** The server breaks down instead of refusing: slower, the app tries three times. */
  readonly breaksDown?: true;
  /** What to look at in its pictures, besides what is looked at everywhere. */
  readonly look?: string;
}

const press =
  (selector: string, shows?: string) =>
  async (page: Page): Promise<void> => {
    await page.locator(selector).filter({ visible: true }).first().click();
    if (shows) await page.locator(shows).filter({ visible: true }).first().waitFor();
  };
const inOrder =
  (...steps: readonly ((page: Page) => Promise<void>)[]) =>
  async (page: Page): Promise<void> => {
    for (const step of steps) await step(page);
  };

const drawer = '.ant-drawer-content-wrapper, .ant-drawer-section';
const dialog = '.ant-modal';
const list = '.ant-select-dropdown';
const summary = '.error-summary, .field-error, .return-error, [aria-invalid=true]';

const userMenu = press('.top-button.user', '[role=menu]');
const messages = press('.top-button.bell', drawer);
/** The first choice above a list; on a phone most conditions are folded away. */
const filter = async (page: Page): Promise<void> => {
  if (!(await page.locator('.data-head .ant-select').filter({ visible: true }).count()))
    await press('.filter-actions [aria-expanded=false]', '.data-head .ant-select')(page);
  await press('.data-head .ant-select', list)(page);
};
const day = press('.date-field-open', '.month');
const primary = press('.page-actions .ant-btn-primary', drawer);
const handIn = press('main [type=submit]', summary);
const handInDrawer = press('.ant-drawer [type=submit], .ant-drawer .ant-btn-primary', summary);

/** Every screen of the app, one entry each; a route without one fails the test. */
export const screens: readonly Screen[] = [
  { path: '/', who: ['officer', 'shiyan'], overlay: userMenu, breaksDown: true, look: 'Numbers lead to their lists.' },
  { path: '/', name: 'messages', overlay: messages },
  { path: '/', name: 'student', who: ['tutor'], overlay: userMenu, look: 'Own pairings only, and nothing of ranks.' },
  {
    path: '/password',
    who: ['newcomer'],
    overlay: async () => undefined, // outside the shell, and nothing opens
    error: press('[type=submit]', summary),
  },
  { path: '/programmes', who: ['officer', 'shiyan'], overlay: filter },
  { path: '/programmes/new', overlay: press('main [type=radio]', '.new-basics') },
  {
    path: '/programmes/new',
    name: 'form',
    at: () => '/programmes/new?plugin=public-private-supervision&preset=plan16',
    overlay: press('.new-basics .ant-select', list),
    error: handIn,
  },
  { path: '/programmes/$id', at: (p) => `/programmes/${p.programme}`, overlay: press('.state-buttons button', dialog) },
  {
    path: '/programmes/$id',
    name: 'basics',
    at: (p) => `/programmes/${p.programme}`,
    overlay: press('.panel-head .ant-btn'),
    error: inOrder(
      press('.panel-head .ant-btn'),
      (page) => page.locator('main input[type=text], main .ant-input').first().fill(''),
      handIn,
    ),
  },
  {
    path: '/programmes/$id',
    name: 'agenda',
    at: (p) => `/programmes/${p.programme}?tab=agenda`,
    who: ['officer', 'shiyan'],
    overlay: userMenu,
  },
  { path: '/programmes/$id', name: 'pairings', at: (p) => `/programmes/${p.programme}?tab=pairings`, overlay: filter },
  {
    path: '/programmes/$id',
    name: 'settings',
    at: (p) => `/programmes/${p.programme}?tab=settings`,
    overlay: press('.panel-head .ant-btn'),
  },
  {
    path: '/programmes/$id',
    name: 'requirements',
    at: (p) => `/programmes/${p.programme}?tab=requirements`,
    who: ['officer', 'shiyan'],
    overlay: userMenu,
  },
  {
    path: '/programmes/$id',
    name: 'registers',
    at: (p) => `/programmes/${p.tutoring}?tab=registers`,
    who: ['college'],
    overlay: press('.register-period', list),
  },
  {
    path: '/programmes/$id',
    name: 'eligible',
    at: (p) => `/programmes/${p.tutoring}?tab=eligible`,
    who: ['college'],
    overlay: press('.register-period', list),
  },
  {
    path: '/programmes/$id',
    name: 'proposals',
    at: (p) => `/programmes/${p.tutoring}?tab=proposals`,
    who: ['college'],
    overlay: press('.row-acts .ant-btn', drawer),
    error: inOrder(press('.register-acts .ant-btn', drawer), handInDrawer),
    look: 'Whoever has nobody comes first; reasons open below the name.',
  },
  {
    path: '/programmes/$id',
    name: 'teams',
    at: (p) => `/programmes/${p.volunteers}?tab=teams`,
    who: ['college'],
    overlay: filter,
    look: 'Who waits stands out; the filters say for whom.',
  },
  {
    path: '/programmes/$id',
    name: 'own-team',
    at: (p) => `/programmes/${p.volunteers}?tab=teams`,
    who: ['tutor'],
    overlay: press('.team-found .ant-btn', drawer),
    error: inOrder(press('.team-found .ant-btn', drawer), handInDrawer),
    look: 'A return stands with its reason above everything else, and what to do next below it.',
  },
  {
    path: '/teams/$id',
    at: (p) => `/teams/${p.team}`,
    who: ['college'],
    overlay: press('.team-acts .ant-btn-dangerous', drawer),
    error: inOrder(press('.team-acts .ant-btn-dangerous', drawer), handInDrawer),
    look: 'Each person with state and days; only the step that is the reader’s has buttons.',
  },
  {
    path: '/teams/$id',
    name: 'own',
    at: (p) => `/teams/${p.team}`,
    who: ['tutor'],
    overlay: press('.team-own-acts .ant-btn', drawer),
    look: 'Nothing that others said of themselves.',
  },
  {
    path: '/programmes/$id',
    name: 'alerts',
    at: (p) => `/programmes/${p.members}?tab=alerts`,
    who: ['fudao'],
    overlay: userMenu,
    look: 'The words alone stand out, and whom they are about; nothing of what was written.',
  },
  {
    path: '/programmes/$id',
    name: 'stages',
    at: (p) => `/programmes/${p.kindergartens}?tab=stages`,
    overlay: userMenu,
    look: 'One pairing a stage further than the other, which is late.',
  },
  {
    path: '/programmes/$id',
    name: 'outcomes',
    at: (p) => `/programmes/${p.tutoring}?tab=outcomes`,
    who: ['college'],
    overlay: press('.register-acts .ant-btn-primary', '.changes'),
    look: 'What changes stands before the button that puts it in force.',
  },
  {
    path: '/programmes/$id',
    name: 'documents',
    at: (p) => `/programmes/${p.programme}?tab=documents`,
    who: ['officer', 'shiyan'],
    overlay: press('.document-word .ant-btn', '.ant-dropdown-menu'),
    look: 'A page of A4, read to its end: every setting and pair, and room where nothing is known.',
  },
  {
    path: '/programmes/$id/rollover',
    at: (p) => `/programmes/${p.programme}/rollover`,
    overlay: press('main [type=submit]', dialog),
    error: inOrder((page) => page.locator('#rollover-title').fill(''), handIn),
    look: 'What goes on and what does not are told apart without colour; reasons stand beside.',
  },
  {
    path: '/programmes/matrix',
    overlay: inOrder(
      press('.enabling tbody td.on, .enabling tbody td.inherited, .enabling-ticks input'),
      press('.action-bar .ant-btn-primary', dialog),
    ),
    look: 'Names and heads stay in view; on, inherited, in part and off are told apart without colour.',
  },
  {
    path: '/programmes/matrix',
    name: 'nobody',
    overlay: press('.enabling-year', list),
    // Whole district off: nobody is left to take part.
    error: inOrder(
      press('.enabling thead th button, .enabling-ticks input'),
      press('.action-bar .ant-btn-primary', dialog),
    ),
  },
  { path: '/plugins', overlay: press('.plugin-settings summary') },
  { path: '/pairings', who: ['officer', 'shiyan'], overlay: filter },
  { path: '/pairings/new', overlay: day },
  {
    path: '/pairings/$id',
    at: (p) => `/pairings/${p.pairing}`,
    who: ['officer', 'shiyan'],
    overlay: press('.page-actions button, .top-button.user', `${dialog}, [role=menu]`),
  },
  {
    path: '/pairings/$id',
    name: 'students',
    at: (p) => `/pairings/${p.students}`,
    who: ['college', 'tutor'],
    overlay: userMenu,
    look: 'A student reads nothing of what was found of the other.',
  },
  {
    path: '/pairings/$id',
    name: 'teachers',
    at: (p) => `/pairings/${p.researchPairing}`,
    who: ['yizhong'],
    overlay: press('.inside-acts .ant-btn', drawer),
    look: 'Who is paired, who waits for an agreement, and who was declined with a reason.',
  },
  { path: '/records', who: ['officer', 'shiyan'], overlay: filter },
  { path: '/records/new', who: ['shiyan'], overlay: userMenu },
  {
    path: '/records/new',
    name: 'form',
    at: (p) => `/records/new?programme=${p.programme}&form=${p.form}`,
    who: ['shiyan'],
    overlay: day,
    error: handIn,
  },
  {
    path: '/records/$id',
    at: (p) => `/records/${p.record}`,
    who: ['officer', 'shiyan'],
    overlay: press(
      '.page-actions button.ant-btn-dangerous, .page-actions button, .top-button.user',
      `${dialog}, [role=menu]`,
    ),
  },
  {
    path: '/records/$id/change',
    at: (p) => `/records/${p.returned}/change`,
    who: ['shiyan'],
    overlay: day,
    error: inOrder((page) => page.locator('main input').first().fill(''), handIn),
  },
  {
    path: '/records/$id/correct',
    at: (p) => `/records/${p.corrected}/correct`,
    who: ['shiyan'],
    overlay: day,
    error: handIn,
  },
  {
    path: '/reviews',
    who: ['boya'],
    overlay: press('.desk-shown .decision-bar button:not(.ant-btn-primary), .review-entry'),
  },
  { path: '/reviews', name: 'decided', at: () => '/reviews?state=done', who: ['officer', 'shiyan'], overlay: userMenu },
  { path: '/ledgers', who: ['officer', 'shiyan'], overlay: press('.ant-dropdown-trigger', '.ant-dropdown') },
  { path: '/duties', who: ['officer', 'shiyan'], overlay: press('.duties-bar .ant-select', list) },
  {
    path: '/duties',
    name: 'teachers',
    at: (p) => `/duties?programme=${p.research}`,
    who: ['officer', 'yizhong'],
    overlay: press('.duties-bar .ant-select', list),
    look: 'Pairs of people stand under their schools, with what is asked of each.',
  },
  {
    path: '/duties',
    name: 'excuse',
    overlay: inOrder(press('.duties-select-below'), press('.duties-acts .duties-select-below + button', drawer)),
    error: inOrder(
      press('.duties-select-below'),
      press('.duties-acts .duties-select-below + button', drawer),
      handInDrawer,
    ),
  },
  { path: '/notifications', who: ['officer', 'shiyan'], overlay: filter },
  { path: '/rectifications', who: ['officer', 'shiyan'], overlay: filter },
  {
    path: '/rectifications',
    name: 'raise',
    who: ['shiyan'],
    overlay: primary,
    error: inOrder(primary, handInDrawer),
  },
  {
    path: '/rectifications/$id',
    at: (p) => `/rectifications/${p.rectification}`,
    who: ['officer', 'shiyan'],
    overlay: press('main .ant-btn-primary, main .ant-btn, .top-button.user', `${drawer}, [role=menu]`),
  },
  { path: '/reports', overlay: userMenu },
  {
    path: '/reports',
    name: 'one',
    at: (p) => `/reports?report=${p.report}`,
    who: ['officer', 'shiyan'],
    overlay: press('.ant-dropdown-trigger', '.ant-dropdown'),
  },
  { path: '/calendar', who: ['officer', 'shiyan'], overlay: press('.term-table button, .top-button.user') },
  { path: '/organisations', who: ['officer', 'shiyan'], overlay: filter },
  { path: '/organisations', name: 'add', overlay: primary, error: inOrder(primary, handInDrawer) },
  { path: '/organisations/import', overlay: userMenu },
  {
    path: '/organisations/$id',
    at: (p) => `/organisations/${p.organisation}`,
    overlay: primary,
    error: inOrder(primary, (page) => page.locator('.ant-drawer input.ant-input').first().fill('123'), handInDrawer),
  },
  { path: '/people', who: ['officer', 'shiyan'], overlay: filter },
  { path: '/people', name: 'add', who: ['shiyan'], overlay: primary, error: inOrder(primary, handInDrawer) },
  { path: '/people/import', overlay: userMenu },
  {
    path: '/programmes/$id/registers/$register/import',
    at: (p) => `/programmes/${p.tutoring}/registers/results/import`,
    who: ['college'],
    overlay: press('.import-period-select', list),
  },
  {
    path: '/programmes/$id/pairings/import',
    at: (p) => `/programmes/${p.tutoring}/pairings/import`,
    who: ['college'],
    overlay: userMenu,
  },
  { path: '/imports/$id', at: (p) => `/imports/${p.import}`, overlay: press('main .ant-select, .top-button.user') },
  { path: '/users', overlay: press('.data-table button, .data-cards button, .menu-button button') },
  { path: '/users', name: 'add', overlay: primary, error: inOrder(primary, handInDrawer) },
  {
    path: '/users/$id/hand-over',
    at: (p) => `/users/${p.user}/hand-over`,
    overlay: press('.hand-over-form .ant-select', list),
  },
  { path: '/hand-overs/$id', at: (p) => `/hand-overs/${p.handOver}`, overlay: userMenu },
  { path: '/users/import', overlay: userMenu },
  { path: '/calendar/import', overlay: userMenu },
  { path: '/delegations', who: ['shiyan'], overlay: userMenu },
  { path: '/audit', overlay: filter, look: 'What was done stands in words; nothing personal in the details.' },
  { path: '/filed-sheets', who: ['officer', 'shiyan'], overlay: userMenu },
  {
    path: '/filed-sheets/$id',
    at: (p) => `/filed-sheets/${p.sheet}`,
    overlay: userMenu,
    look: 'The sheet is the table as it was filed.',
  },
  { path: '/organisations/$id/merge', at: (p) => `/organisations/${p.organisation}/merge`, overlay: userMenu },
  { path: '/people/duplicates', overlay: userMenu },
  {
    path: '/records/batch',
    at: (p) => `/records/batch?programme=${p.programme}&form=${p.form}`,
    who: ['shiyan'],
    overlay: userMenu,
  },
];
