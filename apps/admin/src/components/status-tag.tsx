import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  CloseCircleOutlined,
  EditOutlined,
  ExclamationCircleOutlined,
  FileDoneOutlined,
  LockOutlined,
  MinusCircleOutlined,
  PauseCircleOutlined,
  RollbackOutlined,
  StopOutlined,
  SyncOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import './status-tag.css';

type Tone = 'quiet' | 'info' | 'good' | 'late' | 'bad' | 'gone';
type Look = readonly [Tone, ComponentType];

/** Colour, icon and word of every state there is; colour never stands alone. Words: `state.<of>.<state>`. */
const looks = {
  record: {
    draft: ['quiet', EditOutlined],
    submitted: ['info', ClockCircleOutlined],
    confirmed: ['good', CheckCircleOutlined],
    returned: ['bad', RollbackOutlined],
    sealed: ['good', LockOutlined],
    void: ['gone', StopOutlined],
  },
  subject: {
    claimed: ['info', ClockCircleOutlined],
    confirmed: ['good', CheckCircleOutlined],
    returned: ['bad', RollbackOutlined],
    draft: ['quiet', EditOutlined],
    void: ['gone', StopOutlined],
  },
  review: {
    open: ['info', ClockCircleOutlined],
    approved: ['good', CheckCircleOutlined],
    returned: ['bad', RollbackOutlined],
    withdrawn: ['gone', StopOutlined],
  },
  pairing: { active: ['info', SyncOutlined], ended: ['quiet', LockOutlined] },
  offer: { waiting: ['late', ClockCircleOutlined], declined: ['quiet', StopOutlined] },
  programme: {
    draft: ['quiet', EditOutlined],
    enabled: ['good', CheckCircleOutlined],
    suspended: ['late', PauseCircleOutlined],
    closed: ['quiet', LockOutlined],
  },
  duty: {
    met: ['good', CheckCircleOutlined],
    open: ['info', ClockCircleOutlined],
    overdue: ['late', ExclamationCircleOutlined],
    notDue: ['quiet', MinusCircleOutlined],
    excused: ['quiet', FileDoneOutlined],
  },
  rectification: {
    open: ['late', ExclamationCircleOutlined],
    answering: ['info', SyncOutlined],
    waiting: ['info', ClockCircleOutlined],
    closed: ['good', CheckCircleOutlined],
  },
  stage: {
    closed: ['good', CheckCircleOutlined],
    current: ['info', SyncOutlined],
    coming: ['quiet', MinusCircleOutlined],
    differs: ['bad', ExclamationCircleOutlined],
  },
  eligible: {
    eligible: ['good', CheckCircleOutlined],
    withReason: ['late', ExclamationCircleOutlined],
    not: ['quiet', MinusCircleOutlined],
  },
  team: { open: ['good', CheckCircleOutlined], withdrawn: ['quiet', StopOutlined] },
  teamMember: {
    signedUp: ['late', ClockCircleOutlined],
    screened: ['info', ClockCircleOutlined],
    member: ['good', CheckCircleOutlined],
    returned: ['bad', RollbackOutlined],
    left: ['quiet', MinusCircleOutlined],
  },
  user: { active: ['good', CheckCircleOutlined], suspended: ['quiet', StopOutlined] },
  job: {
    waiting: ['quiet', ClockCircleOutlined],
    running: ['info', SyncOutlined],
    done: ['good', CheckCircleOutlined],
    failed: ['bad', CloseCircleOutlined],
  },
} as const satisfies Record<string, Record<string, Look>>;

type StatusKind = keyof typeof looks;

interface StatusTagProps {
  readonly of: StatusKind;
  /** A state of that kind; one the app does not know yet is shown as it is. */
  readonly state: string;
}

export const StatusTag = ({ of, state }: StatusTagProps) => {
  const { t } = useTranslation('app');
  const look = (looks[of] as Record<string, Look>)[state];
  const [tone, Icon] = look ?? (['quiet', MinusCircleOutlined] as const);
  return (
    <span className={`status ${tone}`}>
      <Icon aria-hidden />
      <span>{look ? t(`state.${of}.${state}`) : state}</span>
    </span>
  );
};
