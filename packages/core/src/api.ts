import * as access from './access/access.api.js';
import * as duties from './duties/duties.api.js';
import * as imports from './imports/imports.api.js';
import * as jobs from './jobs/jobs.api.js';
import * as notifications from './notifications/notifications.api.js';
import * as organisations from './organisations/organisations.api.js';
import * as pairings from './pairings/pairings.api.js';
import * as people from './people/people.api.js';
import type { Endpoint } from './platform/endpoint.js';
import * as platform from './platform/platform.api.js';
import * as enabling from './programmes/enabling.api.js';
import * as programmes from './programmes/programmes.api.js';
import * as rectification from './rectification/rectification.api.js';
import * as records from './records/records.api.js';
import * as reports from './reports/reports.api.js';
import * as reviews from './reviews/reviews.api.js';

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'gate' in value && 'path' in value;

/** Every operation of the API, in the order of the floors. */
export const api: readonly Endpoint[] = [
  access,
  imports,
  organisations,
  people,
  programmes,
  enabling,
  pairings,
  records,
  rectification,
  reviews,
  duties,
  reports,
  notifications,
  jobs,
  platform,
].flatMap((module) => Object.values(module).filter(isEndpoint));
