import { Checkbox, Radio } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { StartRecordResponse } from '../../api/generated/types.gen.js';
import { pairingName } from '../../components/pairing/pairing-name.js';

interface PairingFieldProps {
  readonly offered: StartRecordResponse['pairings'];
  readonly chosen: readonly string[];
  readonly subjects: 'one' | 'many';
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Which pairing the record is for: a line where there is one, a choice where there are several. */
export const PairingField = ({ offered, chosen, subjects, onChange }: PairingFieldProps) => {
  const { t } = useTranslation('records');
  const label = useId();
  const only = offered.length === 1 ? offered[0] : undefined;
  if (only)
    return (
      <p className="panel pairing-line">
        <span className="muted">{t('new.pairing')}</span>
        <strong>{pairingName(only)}</strong>
      </p>
    );
  const options = offered.map((pairing) => ({ value: pairing.id, label: pairingName(pairing) }));
  return (
    <div className="panel pairing-choice">
      <p id={label} className="pairing-ask">
        {t(subjects === 'many' ? 'new.askPairings' : 'new.askPairing')}
      </p>
      {subjects === 'many' ? (
        <div role="group" aria-labelledby={label}>
          <Checkbox.Group options={options} value={[...chosen]} onChange={onChange} />
        </div>
      ) : (
        <Radio.Group
          aria-labelledby={label}
          options={options}
          value={chosen[0] ?? null}
          onChange={(event) => onChange([event.target.value as string])}
        />
      )}
    </div>
  );
};
