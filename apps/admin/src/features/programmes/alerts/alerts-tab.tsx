import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { listAlertsOptions } from '../../../api/generated/@tanstack/react-query.gen.js';
import type { ListAlertsResponse } from '../../../api/generated/types.gen.js';
import { useList } from '../../../api/queries.js';
import { formatInstant } from '../../../app/format.js';
import { useText } from '../../../app/i18n.js';
import type { Column } from '../../../components/data-view/column.js';
import { DataView } from '../../../components/data-view/data-view.js';
import type { Programme } from '../programme-page.js';
import '../registers/registers.css';
import { programmeRoute } from '../routes.js';

type Alert = ListAlertsResponse['rows'][number];

/** 风险提示: what advisers alone are told, with the way to the record. */
export const AlertsTab = ({ programme }: { programme: Programme }) => {
  const { t } = useTranslation('programmes');
  const text = useText();
  const search = programmeRoute.useSearch();
  const navigate = programmeRoute.useNavigate();
  const { page, size } = search;
  const list = useList(listAlertsOptions({ path: { id: programme.id }, query: { page, size } }));
  const columns: readonly Column<Alert>[] = [
    { key: 'helped', title: t('alerts.helped'), cell: ({ helped }) => helped.name, width: 128, brief: true },
    { key: 'words', title: t('alerts.words'), cell: ({ words }) => words.join(t('alerts.between')), brief: true },
    {
      key: 'record',
      title: t('alerts.record'),
      cell: ({ record, form, on }) => (
        <Link to="/records/$id" params={{ id: record }}>
          {text(form.title)} {on}
        </Link>
      ),
      width: 240,
      brief: true,
    },
    { key: 'at', title: t('alerts.at'), cell: ({ at }) => formatInstant(at), width: 168, brief: true },
  ];
  return (
    <>
      <div className="panel register-bar">
        <p className="register-purpose muted">{t('alerts.purpose')}</p>
      </div>
      <DataView
        title={t('tab.alerts')}
        list={list}
        search={search}
        onSearch={(next) => void navigate({ search: { ...next, tab: 'alerts' }, resetScroll: false })}
        columns={columns}
        rowKey={({ id }) => id}
        empty={{ text: t('alerts.empty') }}
      />
    </>
  );
};
