import { useSuspenseQuery } from '@tanstack/react-query';
import type { ProgrammeManifest } from '@xieshou/sdk';
import { useTranslation } from 'react-i18next';
import { listPluginsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { fresh } from '../../api/queries.js';
import { useText } from '../../app/i18n.js';
import { useDutyText } from './duty-text.js';
import { LinkButton } from '../../components/link-button.js';
import { asManifest } from '../../components/programme/manifest.js';

const Card = ({ manifest }: { manifest: ProgrammeManifest }) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const dutyText = useDutyText(manifest.sides);
  const inList = (items: readonly string[]) => items.join(t('app:form.listSeparator'));
  return (
    <li className="plugin">
      <h3>{text(manifest.title)}</h3>
      <p className="plugin-summary">{text(manifest.summary)}</p>
      <p className="plugin-line">
        <span>{t('catalogue.forms', { count: manifest.forms.length })}</span>
        {inList(manifest.forms.map((form) => text(form.title)))}
      </p>
      {manifest.duties.length > 0 && (
        <p className="plugin-line">
          <span>{t('catalogue.duties', { count: manifest.duties.length })}</span>
          {inList(manifest.duties.map(dutyText))}
        </p>
      )}
      <ul className="plugin-presets" aria-label={t('preset')}>
        {manifest.presets.map((preset) => (
          <li key={preset.key}>
            <span className="plugin-preset">
              <span className="muted">{t('preset')}</span> {text(preset.title)}
            </span>
            <LinkButton
              to="/programmes/new"
              search={{ plugin: manifest.id, preset: preset.key }}
              label={t('catalogue.enableNamed', { name: text(preset.title) })}
            >
              {t('catalogue.enable')}
            </LinkButton>
          </li>
        ))}
      </ul>
    </li>
  );
};

/** 可启用的项目: a card for every installed plugin. */
export const Catalogue = () => {
  const { t } = useTranslation('programmes');
  const { data } = useSuspenseQuery({ ...listPluginsOptions(), staleTime: fresh.rarely });
  return (
    <section className="panel" aria-labelledby="catalogue">
      <div className="panel-head">
        <h2 id="catalogue">{t('catalogue.title')}</h2>
        <span className="muted">{t('catalogue.lead')}</span>
      </div>
      {data.length === 0 ? (
        <p className="panel-body muted">{t('catalogue.none')}</p>
      ) : (
        <ul className="plugins">
          {data.map(asManifest).map((manifest) => (
            <Card key={manifest.id} manifest={manifest} />
          ))}
        </ul>
      )}
    </section>
  );
};
