import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listPluginsOptions, readCalendarOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { fresh } from '../../api/queries.js';
import { PageHeader } from '../../components/page-header.js';
import { EnableForm } from './enable-form.js';
import { asManifest } from '../../components/programme/manifest.js';
import { PresetChoice } from './preset-choice.js';
import './programmes.css';
import { newProgrammeRoute } from './routes.js';
import { openSchoolYears } from './school-years.js';
import { Section } from './section.js';

/** 启用项目: one page, four sections, one button. */
export const EnableProgramme = () => {
  const { t } = useTranslation('programmes');
  const search = newProgrammeRoute.useSearch();
  const navigate = useNavigate();
  const { data: plugins } = useSuspenseQuery({ ...listPluginsOptions(), staleTime: fresh.rarely });
  const { data: calendar } = useSuspenseQuery({ ...readCalendarOptions(), staleTime: fresh.rarely });

  const offered = plugins.map(asManifest).filter(({ id }) => search.plugin === undefined || id === search.plugin);
  const all = offered.flatMap((manifest) => manifest.presets.map((preset) => ({ manifest, preset })));
  const given = all.find(({ preset }) => preset.key === search.preset);
  const picked = given ?? (all.length === 1 ? all[0] : undefined);

  return (
    <>
      <PageHeader
        title={t('new.pageTitle')}
        trail={[{ title: t('list.title'), to: '/programmes' }]}
        lead={t('new.lead')}
      />
      <div className="sections">
        <Section number={1} title={t('preset')} {...(picked ? {} : { note: t('new.choosePreset') })}>
          <PresetChoice
            offered={offered}
            picked={picked}
            hasOthers={plugins.flatMap((plugin) => asManifest(plugin).presets).length > 1}
            onPick={({ plugin, preset }) =>
              void navigate({ to: '/programmes/new', search: { plugin, preset }, replace: true, resetScroll: false })
            }
          />
        </Section>
        {picked && (
          <EnableForm
            key={`${picked.manifest.id}/${picked.preset.key}`}
            manifest={picked.manifest}
            preset={picked.preset}
            years={openSchoolYears(calendar)}
          />
        )}
      </div>
    </>
  );
};
