import { PrinterOutlined } from '@ant-design/icons';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { readHandOverOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { formatInstant } from '../../app/format.js';
import { Facts } from '../../components/facts.js';
import { PageHeader } from '../../components/page-header.js';
import { HandOverList } from './hand-over-list.js';
import { handOverSheetRoute } from './routes.js';

const signers = ['from', 'to', 'witness'] as const;

/** 交接单: a hand-over as it was, to be printed and signed (A4). */
export const HandOverSheet = () => {
  const { t } = useTranslation(['users', 'app']);
  const { id } = handOverSheetRoute.useParams();
  const { data: sheet } = useSuspenseQuery(readHandOverOptions({ path: { id } }));
  return (
    <>
      <PageHeader
        title={t('handOver.sheet')}
        trail={[
          { title: t('list.title'), to: '/users' },
          { title: t('handOver.title', { name: sheet.from.name }), to: `/users/${sheet.from.id}/hand-over` },
        ]}
        actions={
          <Button type="primary" icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
            {t('handOver.print')}
          </Button>
        }
      />
      <article className="panel hand-over hand-over-sheet">
        <div className="panel-body">
          <Facts
            facts={[
              [t('field.organisation'), sheet.organisation.name],
              [t('field.role'), t(`app:role.${sheet.role}`)],
              [t('handOver.signer.from'), sheet.from.name],
              [t('handOver.signer.to'), sheet.to.name],
              [t('handOver.by'), sheet.by],
              [t('handOver.at'), formatInstant(sheet.at)],
              [t('handOver.outcome'), t('handOver.done', { drafts: sheet.drafts, delegations: sheet.delegations })],
            ]}
          />
          <HandOverList content={sheet.content} />
          <p className="hand-over-note">{t('handOver.note')}</p>
          <div className="hand-over-signatures">
            {signers.map((who) => (
              <p key={who}>
                {t('handOver.signature', { who: t(`handOver.signer.${who}`) })}
                <span className="hand-over-line" aria-hidden="true" />
                <span>{t('handOver.signedOn')}</span>
              </p>
            ))}
          </div>
        </div>
      </article>
    </>
  );
};
