import { areMinors, type Finding, type ProgrammeDefinition, type Side, t } from '@xieshou/sdk';
import type { Notifications } from '../notifications/notifications.js';
import type { Unit } from '../platform/units.js';
import type { Running } from '../programmes/programmes.js';
import { pairing, type pairingStates, type partyKinds } from './pairings.tables.js';

/** Somebody on a side of a pairing that is being made. Of an organisation, both ids are its own. */
export interface NewParty {
  readonly kind: (typeof partyKinds)[number];
  readonly id: string;
  /** As the other side and the party's own school may read it: children are masked. */
  readonly name: string;
  readonly organisationId: string;
}

/** How a party of a side is kept, and who it is told as: a school acts for its children. */
export const partyKind = (
  rule: Pick<ProgrammeDefinition['sides'][Side], 'party' | 'minors'>,
  settings: Running['settings'],
) => (rule.party === 'person' && areMinors(rule, settings) ? 'minor' : rule.party);

export interface NewPairing extends Readonly<Record<Side, NewParty>> {
  readonly id: string;
  readonly districtId: string;
  readonly startsOn: string;
  readonly state: (typeof pairingStates)[number];
  readonly ending?: { readonly on: string; readonly reason: string } | undefined;
  readonly findings: readonly Finding[];
  readonly reason: string | null;
  readonly doubt: string | null;
}

/** Writes a pairing down, tells both parties of one that goes on, and says so in the audit log. */
export const makePairing = async (o: {
  readonly unit: Unit;
  readonly notifications: Notifications;
  readonly running: Running;
  readonly at: string;
  readonly made: NewPairing;
}): Promise<void> => {
  const { unit, running, made } = o;
  const { helper, helped } = made;
  await unit.insert(pairing, {
    id: made.id,
    district_id: made.districtId,
    programme_id: running.row.id,
    helper_kind: helper.kind,
    helper_id: helper.id,
    helper_organisation_id: helper.organisationId,
    helped_kind: helped.kind,
    helped_id: helped.id,
    helped_organisation_id: helped.organisationId,
    state: made.state,
    starts_on: made.startsOn,
    ends_on: made.ending?.on ?? null,
    end_reason: made.ending?.reason ?? null,
    findings: JSON.stringify(made.findings),
    reason: made.reason,
    doubt: made.doubt,
    settings_number: running.settingsNumber,
    created_at: o.at,
    version: 1,
  });
  if (made.state === 'active') {
    await announce(o, helper, helped);
    await announce(o, helped, helper);
  }
  await unit.audit({
    action: 'pairing.create',
    kind: 'pairing',
    id: made.id,
    districtId: made.districtId,
    detail: {
      programme: running.row.id,
      helper: helper.id,
      helped: helped.id,
      settings: running.settingsNumber,
      ...(made.reason === null ? {} : { reason: made.reason }),
    },
  });
};

const announce = (
  { unit, notifications, running, made }: Parameters<typeof makePairing>[0],
  mine: NewParty,
  other: NewParty,
) => {
  const { title, id } = running.row;
  const told = { organisationId: mine.organisationId, kind: 'pairing', programme: id } as const;
  switch (mine.kind) {
    case 'person':
    case 'group':
      return notifications.tell(unit, {
        ...told,
        personId: mine.id,
        roles: [],
        text: t(`“${title}”：你与${other.name}已结对`, `"${title}": you are now paired with ${other.name}`),
        link: `/pairings/${made.id}`,
      });
    case 'minor':
      return notifications.tell(unit, {
        ...told,
        roles: ['schoolAdministrator'],
        text: t(
          `“${title}”：${mine.name}与${other.name}已结对`,
          `"${title}": ${mine.name} is now paired with ${other.name}`,
        ),
        link: `/pairings/${made.id}`,
      });
    case 'organisation':
      return notifications.tell(unit, {
        ...told,
        roles: ['schoolAdministrator'],
        text: t(`“${title}”：贵单位与${other.name}已结对`, `"${title}": you are now paired with ${other.name}`),
        link: `/pairings?programme=${id}`,
      });
  }
};
