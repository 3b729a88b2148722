import * as access from './access/access.api.js';
import * as closures from './closures/closures.api.js';
import * as delegations from './access/delegations.api.js';
import * as alerts from './records/alerts.api.js';
import * as audit from './audit/audit.api.js';
import * as documents from './documents/documents.api.js';
import * as duties from './duties/duties.api.js';
import * as files from './files/files.api.js';
import * as filedSheets from './reports/filed-sheets.api.js';
import * as handOvers from './handovers/hand-overs.api.js';
import * as imports from './imports/imports.api.js';
import * as jobs from './jobs/jobs.api.js';
import * as insideProposals from './matching/inside-proposals.api.js';
import * as proposals from './matching/proposals.api.js';
import * as mail from './mail/mail.api.js';
import * as notifications from './notifications/notifications.api.js';
import * as organisations from './organisations/organisations.api.js';
import * as outcomes from './outcomes/outcomes.api.js';
import * as inside from './pairings/inside.api.js';
import * as pairingImports from './pairings/pairing-imports.api.js';
import * as pairings from './pairings/pairings.api.js';
import * as people from './people/people.api.js';
import type { Endpoint } from './platform/endpoint.js';
import * as platform from './platform/platform.api.js';
import * as enabling from './programmes/enabling.api.js';
import * as programmes from './programmes/programmes.api.js';
import * as rectification from './rectification/rectification.api.js';
import * as agenda from './reports/agenda.api.js';
import * as registers from './registers/registers.api.js';
import * as records from './records/records.api.js';
import * as reports from './reports/reports.api.js';
import * as reviews from './reviews/reviews.api.js';
import * as rollover from './rollover/rollover.api.js';
import * as search from './search/search.api.js';
import * as stages from './stages/stages.api.js';
import * as teams from './teams/teams.api.js';
import * as views from './views/views.api.js';

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'gate' in value && 'path' in value;

/** Every operation of the API, in the order of the floors. */
export const api: readonly Endpoint[] = [
  access,
  files,
  delegations,
  mail,
  views,
  imports,
  organisations,
  people,
  programmes,
  enabling,
  pairings,
  pairingImports,
  inside,
  teams,
  registers,
  records,
  alerts,
  rectification,
  reviews,
  duties,
  stages,
  proposals,
  insideProposals,
  outcomes,
  closures,
  rollover,
  handOvers,
  reports,
  agenda,
  documents,
  search,
  audit,
  filedSheets,
  notifications,
  jobs,
  platform,
].flatMap((module) => Object.values(module).filter(isEndpoint));
