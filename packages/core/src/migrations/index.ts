import { CoreFoundation1764000000000 } from './1764000000000-core-foundation.js';
import { RecordLife1764100000000 } from './1764100000000-record-life.js';
import { DutiesAndRectification1764200000000 } from './1764200000000-duties-and-rectification.js';
import { Attachments1764300000000 } from './1764300000000-attachments.js';
import { IdentityAndAccounts1764400000000 } from './1764400000000-identity-and-accounts.js';
import { OrganisationLife1764500000000 } from './1764500000000-organisation-life.js';
import { SearchAndRollover1764600000000 } from './1764600000000-search-and-rollover.js';
import { FiledSheets1764700000000 } from './1764700000000-filed-sheets.js';
import { SavedViews1764800000000 } from './1764800000000-saved-views.js';
import { InsidePairings1764950000000 } from './1764950000000-inside-pairings.js';
import { Rollover1765000000000 } from './1765000000000-rollover.js';
import { HandOver1765100000000 } from './1765100000000-hand-over.js';
import { Registers1765300000000 } from './1765300000000-registers.js';
import { PairsOfPeople1765350000000 } from './1765350000000-pairs-of-people.js';
import { Proposals1765400000000 } from './1765400000000-proposals.js';
import { Outcomes1765500000000 } from './1765500000000-outcomes.js';
import { OwnersOfProgrammes1765590000000 } from './1765590000000-owners-of-programmes.js';
import { ReviewSteps1765600000000 } from './1765600000000-review-steps.js';
import { Stages1765610000000 } from './1765610000000-stages.js';
import { Teams1765640000000 } from './1765640000000-teams.js';
import { PairingOffers1765650000000 } from './1765650000000-pairing-offers.js';
import { OfficesOfPairings1765660000000 } from './1765660000000-offices-of-pairings.js';
import { Assessment1765670000000 } from './1765670000000-assessment.js';
import { PeopleOfPairings1765680000000 } from './1765680000000-people-of-pairings.js';
import { NotificationCentre1765690000000 } from './1765690000000-notification-centre.js';
import { FamiliesOfPeople1765690000010 } from './1765690000010-families-of-people.js';
import { Mail1765690000020 } from './1765690000020-mail.js';
import { DigestsOfDeadlines1765700000000 } from './1765700000000-digests-of-deadlines.js';

/** Every migration, oldest first. */
export const migrations = [
  CoreFoundation1764000000000,
  RecordLife1764100000000,
  DutiesAndRectification1764200000000,
  Attachments1764300000000,
  IdentityAndAccounts1764400000000,
  OrganisationLife1764500000000,
  SearchAndRollover1764600000000,
  FiledSheets1764700000000,
  SavedViews1764800000000,
  InsidePairings1764950000000,
  Rollover1765000000000,
  HandOver1765100000000,
  Registers1765300000000,
  PairsOfPeople1765350000000,
  Proposals1765400000000,
  Outcomes1765500000000,
  OwnersOfProgrammes1765590000000,
  ReviewSteps1765600000000,
  Stages1765610000000,
  Teams1765640000000,
  PairingOffers1765650000000,
  OfficesOfPairings1765660000000,
  Assessment1765670000000,
  PeopleOfPairings1765680000000,
  NotificationCentre1765690000000,
  FamiliesOfPeople1765690000010,
  Mail1765690000020,
  DigestsOfDeadlines1765700000000,
];
