import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { FieldManifest, ProgrammeManifest } from '@xieshou/sdk';
import { CheckCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { listPluginHealthOptions, listPluginsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ListPluginHealthResponse } from '../../api/generated/types.gen.js';
import { fresh } from '../../api/queries.js';
import { formatNumber, nothing } from '../../app/format.js';
import { useText } from '../../app/i18n.js';
import { Facts } from '../../components/facts.js';
import { useFieldText } from '../../components/form/field-text.js';
import { LinkButton } from '../../components/link-button.js';
import { PageHeader } from '../../components/page-header.js';
import { asManifest } from '../../components/programme/manifest.js';
import { StatusTag } from '../../components/status-tag.js';
import './plugins.css';

type Health = ListPluginHealthResponse[number];

const Programmes = ({ programmes }: Pick<Health, 'programmes'>) => {
  const { t } = useTranslation('plugins');
  if (programmes.length === 0) return <span className="muted">{t('noProgrammes')}</span>;
  return (
    <ul className="plugin-programmes">
      {programmes.map(({ id, title, state }) => (
        <li key={id}>
          <Link to="/programmes/$id" params={{ id }}>
            {title}
          </Link>
          <StatusTag of="programme" state={state} />
        </li>
      ))}
    </ul>
  );
};

const Soundness = ({ faults }: Pick<Health, 'faults'>) => {
  const { t } = useTranslation('plugins');
  const { count, last } = faults;
  if (count === 0)
    return (
      <span className="status good">
        <CheckCircleOutlined aria-hidden />
        <span>{t('healthy')}</span>
      </span>
    );
  return (
    <>
      <span className="status bad">
        <ExclamationCircleOutlined aria-hidden />
        <span>{t('faulty', { count, n: formatNumber(count) })}</span>
      </span>
      <span className="plugin-fault">{t('faultsHelp', { rule: last })}</span>
    </>
  );
};

/** Every number of the plan with the value of the first preset and its place in the plan. */
const Settings = ({ manifest }: { manifest: ProgrammeManifest }) => {
  const { t } = useTranslation('plugins');
  const text = useText();
  const fieldText = useFieldText();
  const values = manifest.presets[0]?.settings ?? {};
  const valueOf = (field: FieldManifest): string =>
    values[field.key] === undefined ? nothing : fieldText(field, values[field.key]);
  return (
    <details className="plugin-settings">
      <summary>{t('settingsShow', { count: manifest.settings.length })}</summary>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t('settings')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('setting')}</th>
              <th scope="col" className="end">
                {t('value')}
              </th>
              <th scope="col">{t('place')}</th>
            </tr>
          </thead>
          <tbody>
            {manifest.settings.map((field) => (
              <tr key={field.key}>
                <th scope="row">{text(field.title)}</th>
                <td className="end">{valueOf(field)}</td>
                <td>{field.place ?? nothing}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
};

const Plugin = ({ manifest, health }: { manifest: ProgrammeManifest; health: Health | undefined }) => {
  const { t } = useTranslation('plugins');
  const text = useText();
  const named = (things: readonly { readonly title: { zh: string; en: string } }[]): ReactNode =>
    things.length === 0 ? (
      nothing
    ) : (
      <>
        <span className="plugin-count">{t('count', { count: things.length, n: formatNumber(things.length) })}</span>
        {things.map(({ title }) => text(title)).join(t('app:form.listSeparator'))}
      </>
    );
  return (
    <section className="panel" aria-labelledby={manifest.id}>
      <div className="panel-head">
        <h2 id={manifest.id}>{text(manifest.title)}</h2>
        <span className="muted">{manifest.id}</span>
        <LinkButton to="/programmes/new" search={{ plugin: manifest.id }}>
          {t('enable')}
        </LinkButton>
      </div>
      <div className="panel-body">
        <p className="plugin-purpose">{text(manifest.summary)}</p>
        <Facts
          facts={[
            [t('health'), <Soundness key="health" faults={health?.faults ?? { count: 0, last: null }} />],
            [t('programmes'), <Programmes key="programmes" programmes={health?.programmes ?? []} />],
            [t('forms'), named(manifest.forms)],
            [t('ledgers'), named(manifest.ledgers)],
            [t('reports'), named(manifest.reports)],
            [t('duties'), named(manifest.duties)],
            [t('roles'), named(manifest.roles)],
            [t('presets'), named(manifest.presets)],
          ]}
        />
        <Settings manifest={manifest} />
      </div>
    </section>
  );
};

/** 插件中心: what is installed, what it adds, where it runs and how it does. To be read only. */
export const PluginList = () => {
  const { t } = useTranslation('plugins');
  const { data: plugins } = useSuspenseQuery({ ...listPluginsOptions(), staleTime: fresh.rarely });
  const { data: health } = useSuspenseQuery({ ...listPluginHealthOptions(), staleTime: fresh.list });
  const missing = health.filter(({ installed }) => !installed);
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      {missing.map(({ id, programmes }) => (
        <section key={id} className="panel" aria-labelledby={id}>
          <div className="panel-head">
            <h2 id={id}>{id}</h2>
            <span className="status bad">
              <ExclamationCircleOutlined aria-hidden />
              <span>{t('missing')}</span>
            </span>
          </div>
          <div className="panel-body">
            <p>{t('missingHelp')}</p>
            <Programmes programmes={programmes} />
          </div>
        </section>
      ))}
      {plugins.length === 0 && <p className="notice-panel">{t('none')}</p>}
      {plugins.map(asManifest).map((manifest) => (
        <Plugin key={manifest.id} manifest={manifest} health={health.find(({ id }) => id === manifest.id)} />
      ))}
    </>
  );
};
