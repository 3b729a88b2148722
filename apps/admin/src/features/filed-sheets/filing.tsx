import { HistoryOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { FiledSheet } from '../../api/generated/types.gen.js';
import '../../components/status-tag.css';

/** Which filing of the same sheet it is, where there are several; whether there is a later one. */
export const Filing = ({ sheet: { number, latest } }: { sheet: Pick<FiledSheet, 'number' | 'latest'> }) => {
  const { t } = useTranslation('filed-sheets');
  if (latest === 1) return null;
  return (
    <span className="filing">
      <span className="muted">{t('times', { number })}</span>
      {number < latest && (
        <span className="status quiet">
          <HistoryOutlined aria-hidden />
          <span>{t('superseded')}</span>
        </span>
      )}
    </span>
  );
};
