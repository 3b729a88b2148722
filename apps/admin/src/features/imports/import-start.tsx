import { DownloadOutlined } from '@ant-design/icons';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../../api/download.js';
import { importCalendar, importOrganisations, importPeople, importUsers } from '../../api/generated/sdk.gen.js';
import { asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { useProblemText } from '../../components/error-panel.js';
import { PageHeader } from '../../components/page-header.js';
import { FileDrop } from './file-drop.js';
import { ImportSteps } from './import-steps.js';
import './imports.css';
import { MyImports } from './my-imports.js';
import { importCalendarRoute, importPeopleRoute, importUsersRoute } from './routes.js';

const uploads = {
  organisations: importOrganisations,
  people: importPeople,
  users: importUsers,
  calendar: importCalendar,
} as const;

const registerOf = (routes: readonly string[]): keyof typeof uploads => {
  if (routes.includes(importPeopleRoute.id)) return 'people';
  if (routes.includes(importUsersRoute.id)) return 'users';
  return routes.includes(importCalendarRoute.id) ? 'calendar' : 'organisations';
};

/** The first two steps: the template, and the file that was made from it. */
export const ImportStart = () => {
  const { t } = useTranslation('imports');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const problemText = useProblemText();
  const register = useRouterState({
    select: (s) => registerOf(s.matches.map((m) => m.routeId)),
  });
  const [isLoading, setIsLoading] = useState(false);

  const upload = useWrite({
    send: (file: File, headers) => uploads[register]({ body: file, query: { name: file.name.slice(-200) }, headers }),
    onDone: ({ id }) => navigate({ to: '/imports/$id', params: { id } }),
  });
  const getTemplate = async () => {
    setIsLoading(true);
    try {
      await download({ url: `/api/${register}/import-template`, fileName: `${t(`title.${register}`)}.xlsx` });
    } catch (error) {
      void message.error(problemText(asProblem(error)));
    } finally {
      setIsLoading(false);
    }
  };

  return (
    <>
      <PageHeader title={t(`title.${register}`)} trail={[{ title: t(`list.${register}`), to: `/${register}` }]} />
      <ImportSteps current={upload.isPending ? 'upload' : 'template'} />
      <section className="panel" aria-labelledby="template">
        <div className="panel-head">
          <h2 id="template">{t('start.templateTitle')}</h2>
        </div>
        <div className="panel-body import-template">
          <ul className="import-rules">
            <li>{t('start.rules.titles')}</li>
            <li>{t(`start.rules.${register}`)}</li>
            <li>{t('start.rules.blank')}</li>
          </ul>
          <Button icon={<DownloadOutlined aria-hidden />} loading={isLoading} onClick={() => void getTemplate()}>
            {t('start.download')}
          </Button>
        </div>
      </section>
      <section className="panel" aria-labelledby="upload">
        <div className="panel-head">
          <h2 id="upload">{t('start.uploadTitle')}</h2>
        </div>
        <div className="panel-body">
          <FileDrop
            busy={upload.isPending}
            refusal={upload.error ? problemText(asProblem(upload.error)) : undefined}
            onFile={(file) => upload.mutate(file)}
          />
          <p className="import-safe muted">{t('start.safe')}</p>
        </div>
      </section>
      <MyImports register={register} />
    </>
  );
};
