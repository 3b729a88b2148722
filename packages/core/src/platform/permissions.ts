/** Everything a signed-in person may be allowed to do. The policy table in `access` says who may, and where. */
export const permissions = [
  'organisation.read',
  'organisation.write',
  'organisation.import',
  'person.read',
  'person.write',
  'person.import',
  'person.reveal',
  'user.read',
  'user.write',
  'calendar.write',
  'programme.read',
  'programme.write',
  'pairing.read',
  'pairing.write',
  'pairing.arrange',
  'pairing.agree',
  'team.read',
  'team.join',
  'team.write',
  'team.decide',
  'register.read',
  'register.import',
  'proposal.read',
  'proposal.write',
  'record.read',
  'record.write',
  'record.void',
  'record.seal',
  'alert.read',
  'review.decide',
  'rectification.inspect',
  'rectification.extend',
  'duty.read',
  'duty.remind',
  'duty.excuse',
  'stage.close',
  'outcome.read',
  'outcome.decide',
  'outcome.settle',
  'report.read',
  'audit.read',
  'sheet.file',
  'view.share',
] as const;

export type Permission = (typeof permissions)[number];

/**
 * Who may call a handler: `public` needs no session, `signedIn` any session, everything else a permission.
 * A handler that declares none of these does not boot.
 */
export type Gate = 'public' | 'signedIn' | Permission;
