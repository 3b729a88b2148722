import { account, assignment, knownBrowser, session } from './access/access.tables.js';
import { dutyBasis, dutyExcuse, dutyReminder } from './duties/duties.tables.js';
import { storedFile } from './files/files.tables.js';
import { handOver } from './handovers/hand-overs.tables.js';
import { importBatch } from './imports/imports.tables.js';
import { job } from './jobs/jobs.tables.js';
import { matchProposal } from './matching/proposals.tables.js';
import { mail } from './mail/mail.tables.js';
import { notification } from './notifications/notifications.tables.js';
import {
  organisation,
  organisationEvent,
  organisationSuccessor,
  organisationTree,
} from './organisations/organisations.tables.js';
import { pairingOffer } from './pairings/offers.tables.js';
import { pairing, pairingOffice, pairingParty, pairingPerson, pairingRole } from './pairings/pairings.tables.js';
import { team, teamEvent, teamMember } from './pairings/teams.tables.js';
import { person, personAlias, personDistinct, personPlace } from './people/people.tables.js';
import type { Table } from './platform/database/table.js';
import { auditEntry, idempotencyKey } from './platform/platform.tables.js';
import {
  calendarDay,
  calendarYear,
  programme,
  programmeOrganisation,
  programmeSettings,
  term,
} from './programmes/programmes.tables.js';
import { outcomeAward, outcomeChange, outcomeDecision, outcomeSettlement } from './outcomes/outcomes.tables.js';
import {
  fact,
  record,
  recordCorrection,
  recordFile,
  recordIndex,
  recordSubject,
  recordVersion,
  riskAlert,
  tally,
} from './records/records.tables.js';
import { rectification, rectificationStep } from './rectification/rectification.tables.js';
import { registerEntry, registerEntryVersion } from './registers/registers.tables.js';
import { filedSheet } from './reports/filed-sheets.tables.js';
import { review, reviewDecision } from './reviews/reviews.tables.js';
import { stageStep } from './stages/stages.tables.js';
import { listSetting, savedView } from './views/views.tables.js';

/** Every table of the kernel, in an order in which each only points at tables before it. */
export const tables: readonly Table[] = [
  auditEntry,
  idempotencyKey,
  job,
  storedFile,
  notification,
  importBatch,
  organisation,
  organisationTree,
  organisationEvent,
  organisationSuccessor,
  person,
  personPlace,
  personAlias,
  personDistinct,
  account,
  mail,
  assignment,
  session,
  knownBrowser,
  term,
  calendarDay,
  calendarYear,
  programme,
  programmeOrganisation,
  programmeSettings,
  registerEntry,
  registerEntryVersion,
  review,
  reviewDecision,
  pairing,
  pairingRole,
  pairingOffice,
  pairingParty,
  pairingOffer,
  pairingPerson,
  team,
  teamMember,
  teamEvent,
  matchProposal,
  record,
  recordSubject,
  recordIndex,
  recordVersion,
  recordCorrection,
  recordFile,
  riskAlert,
  fact,
  tally,
  rectification,
  rectificationStep,
  dutyReminder,
  dutyBasis,
  dutyExcuse,
  stageStep,
  outcomeSettlement,
  outcomeChange,
  outcomeAward,
  outcomeDecision,
  handOver,
  filedSheet,
  savedView,
  listSetting,
];
