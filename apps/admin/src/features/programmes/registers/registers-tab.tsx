import { DownloadOutlined } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../../../api/download.js';
import { listEntriesOptions } from '../../../api/generated/@tanstack/react-query.gen.js';
import type { ListEntriesResponse } from '../../../api/generated/types.gen.js';
import { asProblem } from '../../../api/problem.js';
import { useList } from '../../../api/queries.js';
import { formatNumber, nothing } from '../../../app/format.js';
import { useText } from '../../../app/i18n.js';
import { useMay, useSession } from '../../../app/session.js';
import { ConfidentialMark } from '../../../components/confidential-mark.js';
import { Choices } from '../../../components/choices.js';
import { DataView } from '../../../components/data-view/data-view.js';
import { useProblemText } from '../../../components/error-panel.js';
import { LinkButton } from '../../../components/link-button.js';
import { OrganisationFilter } from '../../../components/organisation/organisation-filter.js';
import { manifestOf } from '../../../components/programme/manifest.js';
import type { Programme } from '../programme-page.js';
import { programmeRoute } from '../routes.js';
import { PeriodSelect } from './period-select.js';
import { useFieldColumns, usePersonColumns } from './register-columns.js';
import './registers.css';

type Row = ListEntriesResponse['rows'][number];
type Register = NonNullable<ReturnType<typeof manifestOf>>['registers'][number];

const TemplateButton = ({ programme, register }: { programme: string; register: Register }) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const { message } = App.useApp();
  const problemText = useProblemText();
  const [isLoading, setIsLoading] = useState(false);
  const get = async () => {
    setIsLoading(true);
    try {
      await download({
        url: '/api/programmes/{id}/registers/{register}/import-template',
        path: { id: programme, register: register.key },
        fileName: `${text(register.title)}.xlsx`,
      });
    } catch (error) {
      void message.error(problemText(asProblem(error)));
    } finally {
      setIsLoading(false);
    }
  };
  return (
    <Button icon={<DownloadOutlined aria-hidden />} loading={isLoading} onClick={() => void get()}>
      {t('registers.template')}
    </Button>
  );
};

/** 登记表: what is known of people from outside the programme, register by register and period by period. */
export const RegistersTab = ({ programme }: { programme: Programme }) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const search = programmeRoute.useSearch();
  const navigate = programmeRoute.useNavigate();
  const { registers } = manifestOf(programme)!;
  const register = registers.find(({ key }) => key === search.register) ?? registers[0]!;
  const role = useSession().assignment?.role;
  const read = register.fields.filter(({ readBy }) => !readBy || readBy.some((one) => one === role));
  const sealed = read.filter((field) => field.class === 'sensitive');
  // Whoever imports a register reads all of it.
  const isWhole = read.length === register.fields.length;
  const mayImport = useMay('register.import') && isWhole && programme.state === 'enabled' && !programme.missing;
  const { q, page, size, period, place } = search;
  const list = useList(
    listEntriesOptions({ path: { id: programme.id, register: register.key }, query: { q, page, size, period, place } }),
  );
  const put = (next: typeof search) => void navigate({ search: { ...next, tab: 'registers' }, resetScroll: false });
  const people = usePersonColumns<Row>(({ person }) => person);
  const fields = useFieldColumns(read);
  const importing = `/programmes/${programme.id}/registers/${register.key}/import`;
  const shown = list.data?.period ?? null;
  const nothingHere = place ? 'registers.emptyHere' : mayImport ? 'registers.empty' : 'registers.emptyRead';
  return (
    <>
      <div className="panel register-bar">
        {registers.length > 1 && (
          <Choices
            label={t('registers.which')}
            value={register.key}
            options={registers.map(({ key, title }) => ({ value: key, title: text(title) }))}
            // A term is no school year: another register begins with its own latest period.
            onChoose={(key) => put({ register: key, place, q })}
          />
        )}
        <PeriodSelect
          value={shown}
          periods={list.data?.periods ?? []}
          onChoose={(next) => put({ ...search, period: next, page: undefined })}
        />
        {mayImport && (
          <div className="register-acts">
            <TemplateButton programme={programme.id} register={register} />
            <LinkButton primary to={importing} search={{ period }}>
              {t('registers.import')}
            </LinkButton>
          </div>
        )}
        {register.purpose && <p className="register-purpose muted">{text(register.purpose)}</p>}
        {sealed.length > 0 && (
          <p className="register-purpose">
            {sealed.map((field) => (
              <span key={field.key} className="register-sealed">
                {text(field.title)}
                <ConfidentialMark of={field} inRegister />
              </span>
            ))}
          </p>
        )}
      </div>
      <DataView
        key={register.key}
        title={text(register.title)}
        list={list}
        search={search}
        onSearch={put}
        filters={[{ kind: 'text', key: 'q', title: t('registers.who'), placeholder: t('registers.whoHint') }]}
        tools={
          <OrganisationFilter
            title={t('registers.place')}
            value={place}
            onChange={(next) => put({ ...search, place: next, page: undefined })}
          />
        }
        columns={[
          ...people,
          ...fields,
          {
            key: 'corrections',
            title: t('registers.corrections'),
            cell: ({ corrections }) =>
              corrections > 0 ? t('registers.times', { count: corrections, n: formatNumber(corrections) }) : nothing,
            align: 'end',
            width: 96,
            brief: true,
          },
        ]}
        rowKey={({ id }) => id}
        empty={{ text: t(nothingHere) }}
      />
    </>
  );
};
