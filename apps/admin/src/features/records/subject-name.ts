import { useTranslation } from 'react-i18next';
import type { ReadRecordResponse } from '../../api/generated/types.gen.js';
import { pairingName } from '../../components/pairing/pairing-name.js';

type Subject = ReadRecordResponse['subjects'][number];
type Party = Subject['helper'];

/** Names of the parties as they stand with a record: one that was merged since with what it was called then. */
export const useSubjectNames = () => {
  const { t } = useTranslation('records');
  const party = ({ name, former }: Party) => (former ? t('party.formerly', { name, former }) : name);
  const pair = ({ helper, helped }: Subject) =>
    pairingName({ helper: { name: party(helper) }, helped: { name: party(helped) } });
  return { party, pair };
};
