import { useQuery } from '@tanstack/react-query';
import type { ProgrammeManifest } from '@xieshou/sdk';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { listRectificationsOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import type { ListRectificationsResponse, Record as Written } from '../../api/generated/types.gen.js';
import { AppLink } from '../../components/app-link.js';
import { useDrawer } from '../../components/drawer-form/use-drawer.js';
import { RaiseDrawer } from '../../components/raise-drawer.js';
import { StatusTag } from '../../components/status-tag.js';

/** Problems named in a record, and the pairings for which the caller may name one there. */
export const useRaised = (record: Written, manifest: ProgrammeManifest | undefined) => {
  const rule = manifest?.rectification;
  const isAsked = rule?.raisedIn.includes(record.form) === true;
  const { data } = useQuery({
    ...listRectificationsOptions({ path: { id: record.programme }, query: { record: record.id, size: 100 } }),
    enabled: isAsked,
  });
  const named = new Set(record.subjects.map(({ pairing }) => pairing));
  const pairings = record.state === 'void' ? [] : (data?.mayRaise ?? []).filter(({ id }) => named.has(id));
  const sides = rule?.raisedBy === 'owner' ? manifest?.sides : undefined;
  return { rows: data?.rows ?? [], pairings, sides, within: rule?.within ?? 0 };
};

type Raised = ReturnType<typeof useRaised>;

export const RaiseButton = ({ record, raised }: { record: Written; raised: Raised }) => {
  const { t } = useTranslation('rectifications');
  const drawer = useDrawer<ListRectificationsResponse['mayRaise']>();
  if (raised.pairings.length === 0 && !drawer.about) return null;
  return (
    <>
      <Button onClick={() => drawer.show(raised.pairings)}>{t('raise.act')}</Button>
      {drawer.about && (
        <RaiseDrawer
          programme={record.programme}
          within={raised.within}
          sides={raised.sides}
          pairings={drawer.about}
          record={record.id}
          open={drawer.open}
          onClose={drawer.hide}
        />
      )}
    </>
  );
};

/** 本记录提出的整改. */
export const RaisedProblems = ({ rows }: Pick<Raised, 'rows'>) => {
  const { t } = useTranslation('records');
  if (rows.length === 0) return null;
  return (
    <section className="panel raised-problems" aria-labelledby="raised">
      <div className="panel-head">
        <h2 id="raised">{t('raised.title')}</h2>
      </div>
      <ul>
        {rows.map((row) => (
          <li key={row.id}>
            <AppLink to={`/rectifications/${row.id}`}>{row.content}</AppLink>
            <StatusTag of="rectification" state={row.state} />
            <span className="muted">
              {t('raised.due', { day: row.dueOn })}
              {row.overdue && ` · ${t('raised.late')}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};
