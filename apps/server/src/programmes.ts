import kindergartenMentoring from '@xieshou/kindergarten-mentoring';
import onlineResearchPairs from '@xieshou/online-research-pairs';
import publicPrivateSupervision from '@xieshou/public-private-supervision';
import peerTutoring from '@xieshou/peer-tutoring';
import schoolTwinning from '@xieshou/school-twinning';
import type { ProgrammeDefinition } from '@xieshou/sdk';
import volunteerGroups from '@xieshou/volunteer-groups';

/** The installed programmes. Adding one is adding a line. */
export const programmes: readonly ProgrammeDefinition[] = [
  publicPrivateSupervision,
  schoolTwinning,
  peerTutoring,
  kindergartenMentoring,
  onlineResearchPairs,
  volunteerGroups,
];
