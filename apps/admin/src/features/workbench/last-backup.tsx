import { CheckCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../app/format.js';
import { useSession } from '../../app/session.js';
import '../../components/status-tag.css';
import { backupAge } from './backup-age.js';

/** When the last backup was made, for those who answer for the installation. */
export const LastBackup = ({ at }: { at: string | null }) => {
  const { t } = useTranslation('workbench');
  const { assignment } = useSession();
  if (assignment?.role !== 'platformAdministrator') return null;
  const { unit, count, late } = backupAge(at, new Date());
  const Icon = late ? ExclamationCircleOutlined : CheckCircleOutlined;
  return (
    <p className="last-backup" title={at ? formatInstant(at) : undefined}>
      <span className={`status ${late ? 'late' : 'quiet'}`}>
        <Icon aria-hidden />
        <span>
          {t(`backup.${unit}`, { count })}
          {late && at !== null && t('backup.late')}
        </span>
      </span>
    </p>
  );
};
