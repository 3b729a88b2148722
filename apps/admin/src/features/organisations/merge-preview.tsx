import { useTranslation } from 'react-i18next';
import { CheckCircleOutlined, StopOutlined } from '@ant-design/icons';
import type { PreviewMergeResponse } from '../../api/generated/types.gen.js';
import { useText } from '../../app/i18n.js';
import { formatNumber } from '../../app/format.js';
import { AppLink } from '../../components/app-link.js';
import '../../components/status-tag.css';
import { ImpactCounts } from './impact.js';

/** Columns of figures. */
const numbers: readonly string[] = ['records', 'duties', 'rectifications'];

type Row = PreviewMergeResponse['pairings'][number];

const Outcome = ({ outcome }: Pick<Row, 'outcome'>) => {
  const { t } = useTranslation('organisations');
  const Icon = outcome === 'moves' ? CheckCircleOutlined : StopOutlined;
  return (
    <span className={`status ${outcome === 'moves' ? 'good' : 'bad'}`}>
      <Icon aria-hidden />
      <span>{t(`merge.${outcome}`)}</span>
    </span>
  );
};

/** Exactly what the merger would do. */
export const MergePreviewTable = ({ preview }: { preview: PreviewMergeResponse }) => {
  const { t } = useTranslation('organisations');
  const text = useText();
  const { from, into, pairings, codes, appointed } = preview;
  const heads = ['partner', 'programme', 'side', 'records', 'duties', 'rectifications', 'outcome'] as const;
  return (
    <section className="panel" aria-labelledby="preview">
      <div className="panel-head">
        <h2 id="preview">{t('merge.step2')}</h2>
        <span className="muted">{t('merge.preview', { from: from.name, into: into.name, on: preview.on })}</span>
      </div>
      <div className="panel-body">
        <p className="merge-moving">{t('merge.moving', { into: into.name })}</p>
        <ImpactCounts counts={preview} />
        {appointed > 0 && <p>{t('merge.appointed', { total: appointed })}</p>}
        {codes.length > 0 && (
          <p className="merge-codes">
            {t('merge.codes', {
              people: codes
                .map((p) => t('merge.person', { name: p.name, code: p.code }))
                .join(t('app:form.listSeparator')),
            })}
          </p>
        )}
      </div>
      {pairings.length === 0 ? (
        <p className="panel-body muted">{t('impact.noPairings')}</p>
      ) : (
        <div className="merge-scroll" tabIndex={0} role="region" aria-label={t('merge.pairings')}>
          <table className="merge-table">
            <caption>{t('impact.pairings', { total: pairings.length })}</caption>
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head} scope="col" className={numbers.includes(head) ? 'number' : undefined}>
                    {t(`merge.head.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {pairings.map((g) => (
                <tr key={g.id}>
                  <th scope="row">
                    <AppLink to={`/pairings/${g.id}`}>{g.partner.name}</AppLink>
                  </th>
                  <td data-head={t('merge.head.programme')}>{g.programme.title}</td>
                  <td data-head={t('merge.head.side')}>{t(`side.${g.side}`)}</td>
                  {(['records', 'duties', 'rectifications'] as const).map((key) => (
                    <td key={key} className="number" data-head={t(`merge.head.${key}`)}>
                      {formatNumber(g[key])}
                    </td>
                  ))}
                  <td data-head={t('merge.head.outcome')}>
                    <span>
                      <Outcome outcome={g.outcome} />
                      <span className="merge-why">{g.reason ? text(g.reason) : t('merge.goesOn')}</span>
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
};
