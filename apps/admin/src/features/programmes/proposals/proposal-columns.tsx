import { PushpinFilled, PushpinOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { nothing } from '../../../app/format.js';
import { useText } from '../../../app/i18n.js';
import { AppLink } from '../../../components/app-link.js';
import type { Column } from '../../../components/data-view/column.js';
import { usePhone } from '../../../components/use-media.js';
import { Reasons } from '../registers/reasons.js';
import type { Proposal } from './proposal-drawers.js';

/** Somebody, with the number that tells namesakes apart and what was found of them on demand. */
const Somebody = ({
  person,
  findings,
}: {
  person: NonNullable<Proposal['helper']>;
  findings: Proposal['findings']['helper'];
}) => {
  const { t } = useTranslation('programmes');
  return (
    <div className="somebody">
      <span>
        {person.name} {person.code && <small className="muted">{person.code}</small>}
      </span>
      {findings.length > 0 && (
        <details>
          <summary>{t('proposals.found')}</summary>
          <Reasons findings={findings} />
        </details>
      )}
    </div>
  );
};

interface ColumnsOptions {
  readonly titles: Readonly<Record<'helper' | 'helped', string>>;
  readonly mayWrite: boolean;
  readonly isBusy: boolean;
  readonly onChange: (proposal: Proposal) => void;
  readonly onPin: (proposal: Proposal) => void;
}

export const useProposalColumns = ({
  titles,
  mayWrite,
  isBusy,
  onChange,
  onPin,
}: ColumnsOptions): readonly Column<Proposal>[] => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const isPhone = usePhone();
  const place: Column<Proposal> = {
    key: 'place',
    title: t('registers.place'),
    cell: ({ helped }) => helped.place.name,
    width: 160,
    brief: true,
  };
  const helped: Column<Proposal> = {
    key: 'helped',
    title: titles.helped,
    cell: (row) => <Somebody person={row.helped} findings={row.findings.helped} />,
    width: 200,
    brief: true,
  };
  const helper: Column<Proposal> = {
    key: 'helper',
    title: titles.helper,
    cell: (row) =>
      row.helper ? (
        <Somebody person={row.helper} findings={row.findings.helper} />
      ) : (
        <span className="unmatched">{t('proposals.none')}</span>
      ),
    width: 200,
    brief: true,
  };
  const why: Column<Proposal> = {
    key: 'why',
    title: t('proposals.why'),
    cell: ({ reason, note, origin, pinned, pairing }) => (
      <div className="proposal-why">
        <span>{reason ? text(reason) : nothing}</span>
        {note && <span className="muted">{t('proposals.note', { note })}</span>}
        {(origin === 'special' || pinned || pairing) && (
          <span className="proposal-marks">
            {pairing ? (
              <AppLink to={`/pairings/${pairing}`}>{t('proposals.mark.published')}</AppLink>
            ) : (
              pinned && <span>{t('proposals.mark.pinned')}</span>
            )}
            {origin === 'special' && <span className="special">{t('proposals.mark.special')}</span>}
          </span>
        )}
      </div>
    ),
    brief: true,
  };
  const acts: Column<Proposal> = {
    key: 'acts',
    title: t('proposals.acts'),
    width: 152,
    acts: true,
    brief: true,
    cell: (row) =>
      row.pairing ? (
        <AppLink to={`/pairings/${row.pairing}`}>{t('proposals.toPairing')}</AppLink>
      ) : (
        <span className="row-acts">
          <Button
            size={isPhone ? 'large' : 'small'}
            aria-label={t('proposals.changeOf', { name: row.helped.name })}
            onClick={() => onChange(row)}
          >
            {t('proposals.change')}
          </Button>
          <Button
            size={isPhone ? 'large' : 'small'}
            type="text"
            icon={row.pinned ? <PushpinFilled aria-hidden /> : <PushpinOutlined aria-hidden />}
            aria-label={t(row.pinned ? 'proposals.unpinOf' : 'proposals.pinOf', { name: row.helped.name })}
            disabled={isBusy}
            onClick={() => onPin(row)}
          >
            {t(row.pinned ? 'proposals.unpin' : 'proposals.pin')}
          </Button>
        </span>
      ),
  };
  return [...(isPhone ? [helped, place] : [place, helped]), helper, why, ...(mayWrite ? [acts] : [])];
};
