import { useTranslation } from 'react-i18next';
import { importPairings } from '../../api/generated/sdk.gen.js';
import { NotFound } from '../../components/error-panel.js';
import { PageHeader } from '../../components/page-header.js';
import { pairsPeople } from '../../components/programme/manifest.js';
import { useProgramme } from '../../components/programme/programme.js';
import { ImportForm } from './import-form.js';
import { MyImports } from './my-imports.js';
import { importPairingsRoute } from './routes.js';

/** Where the import of a programme's pairings begins. */
export const ImportPairings = () => {
  const { t } = useTranslation('imports');
  const { id } = importPairingsRoute.useParams();
  const { programme, manifest } = useProgramme(id);
  if (!manifest) return <NotFound />;
  return (
    <>
      <PageHeader
        title={t('title.pairings')}
        trail={[
          { title: programme.title, to: `/programmes/${id}` },
          { title: t('list.pairings'), to: `/programmes/${id}?tab=pairings` },
        ]}
      />
      <ImportForm
        rules={[
          t(pairsPeople(manifest) ? 'start.rules.pairsOfPeople' : 'start.rules.pairs'),
          t('start.rules.samePair'),
        ]}
        template={{
          url: '/api/programmes/{id}/pairings/import-template',
          path: { id },
          fileName: `${t('title.pairings')}.xlsx`,
        }}
        send={(file) => importPairings({ ...file, path: { id } })}
      />
      <MyImports register="pairings" about={{ programme: id, register: null }} />
    </>
  );
};
