import {
  BellOutlined,
  CheckCircleOutlined,
  ClockCircleOutlined,
  ExclamationCircleFilled,
  FileDoneOutlined,
  HourglassOutlined,
  MinusOutlined,
} from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { isAsked, type Look, type Standing } from './matrix.js';

const icons = {
  met: CheckCircleOutlined,
  open: ClockCircleOutlined,
  overdue: ExclamationCircleFilled,
  notDue: MinusOutlined,
  excused: FileDoneOutlined,
  ahead: HourglassOutlined,
} as const satisfies Record<Look, unknown>;

export const looks = Object.keys(icons) as readonly Look[];

/** The state of a standing in colour, icon and word; a bell instead of the icon where a reminder went out this week. */
export const StandingState = ({ look, isReminded = false }: { look: Look; isReminded?: boolean }) => {
  const { t } = useTranslation('duties');
  const Icon = isReminded ? BellOutlined : icons[look];
  return (
    <span className={`standing-state ${look}`}>
      <Icon aria-hidden />
      <span>{t(`state.${look}`)}</span>
      {isReminded && <span className="visually-hidden">{t('reminded')}</span>}
    </span>
  );
};

/** `0/1 +1`: confirmed of required, and what is claimed beside it. */
export const StandingCount = ({ standing }: { standing: Standing }) => {
  const { t } = useTranslation('duties');
  const { confirmed, required, claimed } = standing;
  return (
    <span className="standing-count">
      {isAsked(standing) ? `${confirmed}/${required}` : confirmed > 0 ? confirmed : '—'}
      {claimed > 0 && (
        <span className="standing-claimed">
          +{claimed}
          <span className="visually-hidden"> {t('claimed')}</span>
        </span>
      )}
    </span>
  );
};
