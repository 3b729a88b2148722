import { LockOutlined } from '@ant-design/icons';
import type { FieldManifest, FormManifest } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import './confidential-mark.css';

interface ConfidentialMarkProps {
  /** A field, or a whole form. */
  readonly of: Pick<FieldManifest, 'readBy' | 'class'> | Pick<FormManifest, 'readBy'>;
  /** A register has no writer and no sides: those who import it are named like everybody else. */
  readonly inRegister?: boolean;
}

/** A lock, and who may read what stands here; nothing where everybody may who reads the record. */
export const ConfidentialMark = ({ of, inRegister = false }: ConfidentialMarkProps) => {
  const { t } = useTranslation('app');
  const { readBy } = of;
  const isSensitive = 'class' in of && of.class === 'sensitive';
  if (!readBy && !isSensitive) return null;
  const named = [...new Set([...(inRegister ? [] : ['writer' as const]), ...(readBy ?? [])])];
  const names = named.map((one) =>
    one === 'writer' || one === 'owner' || one === 'helper' || one === 'helped'
      ? t(`confidential.${one}`)
      : t(`role.${one}`),
  );
  return (
    <span className="confidential-mark">
      <LockOutlined aria-hidden />
      {readBy ? t('confidential.for', { names: names.join(t('form.listSeparator')) }) : t('confidential.sealed')}
    </span>
  );
};
