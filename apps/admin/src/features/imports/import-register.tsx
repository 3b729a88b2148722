import { useSuspenseQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { readCalendarOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { importRegister } from '../../api/generated/sdk.gen.js';
import { useText } from '../../app/i18n.js';
import { NotFound } from '../../components/error-panel.js';
import { PageHeader } from '../../components/page-header.js';
import { useProgramme } from '../../components/programme/programme.js';
import { begunPeriods } from '../../components/programme/begun-periods.js';
import { ImportForm } from './import-form.js';
import { MyImports } from './my-imports.js';
import { importRegisterRoute } from './routes.js';

/** Where the import of a programme's register begins: first, of which period its file speaks. */
export const ImportRegister = () => {
  const { t } = useTranslation('imports');
  const text = useText();
  const { id, register: key } = importRegisterRoute.useParams();
  const { period: asked } = importRegisterRoute.useSearch();
  const navigate = importRegisterRoute.useNavigate();
  const { programme, manifest } = useProgramme(id);
  const { data: calendar } = useSuspenseQuery(readCalendarOptions());
  const register = manifest?.registers.find((one) => one.key === key);
  if (!register) return <NotFound />;
  const periods = begunPeriods(calendar, register.per);
  const period = periods.find((one) => one.id === asked);
  return (
    <>
      <PageHeader
        title={t('register.title', { register: text(register.title) })}
        trail={[
          { title: programme.title, to: `/programmes/${id}` },
          { title: t('list.entries'), to: `/programmes/${id}?tab=registers&register=${key}` },
        ]}
      />
      <ImportForm
        rules={[t('start.rules.entries'), t('start.rules.blankEntries')]}
        template={{
          url: '/api/programmes/{id}/registers/{register}/import-template',
          path: { id, register: key },
          fileName: `${text(register.title)}.xlsx`,
        }}
        send={({ query, ...file }) =>
          importRegister({ ...file, path: { id, register: key }, query: { ...query, period: period!.id } })
        }
        first={
          <section className="panel panel-body import-period">
            <label htmlFor="period">{t(`register.period.${register.per}`)}</label>
            <Select
              id="period"
              className="import-period-select"
              aria-required
              placeholder={t('register.choose')}
              value={period?.id ?? null}
              options={periods.map((one) => ({ value: one.id, label: text(one.title) }))}
              notFoundContent={<span className="muted">{t('register.noPeriod')}</span>}
              onChange={(next) => void navigate({ search: { period: next ?? undefined }, replace: true })}
            />
            <p className="muted">{t('register.periodHelp')}</p>
          </section>
        }
        notYet={period ? undefined : t('register.notYet')}
      />
      <MyImports register="entries" about={{ programme: id, register: key }} />
    </>
  );
};
