import { useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { importCalendar, importOrganisations, importPeople, importUsers } from '../../api/generated/sdk.gen.js';
import { PageHeader } from '../../components/page-header.js';
import { ImportForm } from './import-form.js';
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

/** Where an import of the district's own lists begins. */
export const ImportStart = () => {
  const { t } = useTranslation('imports');
  const register = useRouterState({
    select: (s) => registerOf(s.matches.map((m) => m.routeId)),
  });
  return (
    <>
      <PageHeader title={t(`title.${register}`)} trail={[{ title: t(`list.${register}`), to: `/${register}` }]} />
      <ImportForm
        rules={[t(`start.rules.${register}`), t('start.rules.blank')]}
        template={{ url: `/api/${register}/import-template`, fileName: `${t(`title.${register}`)}.xlsx` }}
        send={(file) => uploads[register](file)}
      />
      <MyImports register={register} />
    </>
  );
};
