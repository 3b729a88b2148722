import { CheckOutlined, MinusOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { formatNumber, nothing } from '../../app/format.js';
import type { Cell } from './enabling-cells.js';

/** On, inherited, in part, off: a sign and a word, never a colour alone. */
export const EnablingMark = ({ cell }: { cell: Cell }) => {
  const { t } = useTranslation('programmes');
  return (
    <span className={`enabling-mark ${cell.state}`}>
      {cell.state === 'off' ? (
        <span aria-hidden="true">{nothing}</span>
      ) : cell.state === 'some' ? (
        <MinusOutlined aria-hidden />
      ) : (
        <CheckOutlined aria-hidden />
      )}
      <span className={cell.state === 'off' ? 'visually-hidden' : ''}>
        {t(`matrix.state.${cell.state}`, { n: formatNumber(cell.schools), all: formatNumber(cell.all) })}
      </span>
    </span>
  );
};
