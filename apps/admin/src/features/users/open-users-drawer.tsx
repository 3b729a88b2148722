import { useQuery } from '@tanstack/react-query';
import { App, Button, Drawer, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listUserlessOptions } from '../../api/generated/@tanstack/react-query.gen.js';
import { openUsers } from '../../api/generated/sdk.gen.js';
import type { OpenUsersData, OpenUsersResponse } from '../../api/generated/types.gen.js';
import { asProblem } from '../../api/problem.js';
import { useWrite } from '../../api/write.js';
import { useProblemText } from '../../components/error-panel.js';
import { OrganisationSelect } from '../../components/organisation/organisation-select.js';
import { nothing } from '../../app/format.js';
import './open-users.css';
import { proposedNames } from './proposed-names.js';

interface OpenUsersDrawerProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Fixed where somebody manages one school. */
  readonly ownPlace: string | undefined;
  readonly onOpened: (answer: OpenUsersResponse) => void;
}

/** 从人员名册批量开户: chosen teachers without an account get one each. */
export const OpenUsersDrawer = ({ open, onClose, ownPlace, onOpened }: OpenUsersDrawerProps) => {
  const { t } = useTranslation(['users', 'app']);
  const { message } = App.useApp();
  const problemText = useProblemText();
  const [chosenPlace, setChosenPlace] = useState<string>();
  const [prefix, setPrefix] = useState('');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const organisation = ownPlace ?? chosenPlace;
  const { data } = useQuery({
    ...listUserlessOptions({ query: { organisation: organisation ?? '', size: 200 } }),
    enabled: open && organisation !== undefined,
  });
  const rows = data?.rows ?? [];
  const proposed = proposedNames(rows, prefix);
  const nameOf = (id: string) => typed[id] ?? proposed.get(id) ?? '';
  const chosen = rows.filter(({ id }) => !left.has(id));
  const add = useWrite({
    send: (body: OpenUsersData['body'], headers) => openUsers({ body, headers }),
    changes: ['listUsers', 'listUserless'],
    onDone: (answer) => {
      onClose();
      onOpened(answer);
    },
    onProblem: (problem) => {
      const { errors } = asProblem(problem);
      void message.error(errors.length > 0 ? errors.map((e) => e.message).join(' ') : problemText(problem));
    },
  });
  const toggle = (id: string) =>
    setLeft((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const submit = () =>
    add.mutate({
      organisation: organisation!,
      people: chosen.map(({ id }) => ({ person: id, username: nameOf(id) })),
    });

  return (
    <Drawer
      title={t('open.title')}
      open={open}
      onClose={onClose}
      size={720}
      destroyOnHidden
      rootClassName="form-drawer"
    >
      <div className="open-users">
        <p className="muted">{t('open.lead')}</p>
        {!ownPlace && (
          <div>
            <label htmlFor="open-place">{t('field.organisation')}</label>
            <OrganisationSelect id="open-place" value={chosenPlace} onChange={setChosenPlace} required />
          </div>
        )}
        <div>
          <label htmlFor="open-prefix">{t('open.prefix')}</label>
          <Input
            id="open-prefix"
            value={prefix}
            maxLength={20}
            aria-describedby="open-prefix-help"
            onChange={(event) => setPrefix(event.target.value)}
          />
          <p id="open-prefix-help" className="field-help">
            {t('open.prefixHelp')}
          </p>
        </div>
        {organisation && data && rows.length === 0 && <p className="open-none">{t('open.none')}</p>}
        {rows.length > 0 && (
          <table className="open-table">
            <thead>
              <tr>
                <th scope="col">
                  <input
                    type="checkbox"
                    aria-label={t('app:list.selectPage')}
                    checked={chosen.length === rows.length}
                    onChange={() => setLeft(chosen.length === rows.length ? new Set(rows.map((r) => r.id)) : new Set())}
                  />
                </th>
                <th scope="col">{t('field.name')}</th>
                <th scope="col">{t('open.code')}</th>
                <th scope="col">{t('field.username')}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td>
                    <input
                      type="checkbox"
                      aria-label={row.name}
                      checked={!left.has(row.id)}
                      onChange={() => toggle(row.id)}
                    />
                  </td>
                  <td>{row.name}</td>
                  <td>{row.code ?? nothing}</td>
                  <td>
                    <Input
                      value={nameOf(row.id)}
                      maxLength={50}
                      aria-label={t('open.usernameOf', { name: row.name })}
                      onChange={(event) => setTyped({ ...typed, [row.id]: event.target.value })}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {data && data.total > rows.length && <p className="muted">{t('open.more', { count: rows.length })}</p>}
      </div>
      <div className="drawer-form-actions">
        <Button onClick={onClose}>{t('app:form.cancel')}</Button>
        <Button type="primary" disabled={chosen.length === 0} loading={add.isPending} onClick={submit}>
          {t('open.submit', { count: chosen.length })}
        </Button>
      </div>
    </Drawer>
  );
};
