import { fieldManifests, longText, text } from '@xieshou/sdk';
import { App } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { foundTeam, joinTeam } from '../../../api/generated/sdk.gen.js';
import type { FoundTeamData, JoinTeamData } from '../../../api/generated/types.gen.js';
import { useWrite } from '../../../api/write.js';
import { DrawerForm } from '../../../components/drawer-form/drawer-form.js';
import { pageText } from '../../../components/form/page-text.js';
import { teamReads } from './team-reads.js';

interface DrawerProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

const useStatement = () => {
  const { t } = useTranslation('programmes');
  return useMemo(
    () => ({
      statement: longText({
        title: pageText(t('teams.statement')),
        help: pageText(t('teams.statementHelp')),
        maxLength: 200,
      }),
    }),
    [t],
  );
};

/** Signing up with a new team, whose leader one is. */
export const FoundDrawer = ({ programme, open, onClose }: DrawerProps & { programme: string }) => {
  const { t } = useTranslation('programmes');
  const { message } = App.useApp();
  const statement = useStatement();
  const fields = useMemo(
    () =>
      fieldManifests({
        name: text({
          title: pageText(t('teams.found.name')),
          help: pageText(t('teams.found.nameHelp')),
          maxLength: 30,
        }),
        ...statement,
      }),
    [t, statement],
  );
  const found = useWrite({
    send: (body: FoundTeamData['body'], headers) => foundTeam({ path: { id: programme }, body, headers }),
    changes: teamReads,
    onDone: ({ name }) => {
      void message.success(t('teams.found.done', { name }));
      onClose();
    },
  });
  return (
    <DrawerForm
      title={t('teams.found.title')}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={{}}
      draft={`team:found:${programme}`}
      submit={t('teams.found.submit')}
      onSubmit={(data) => found.mutateAsync(data as FoundTeamData['body'])}
    >
      <p className="form-lead">{t('teams.found.lead')}</p>
    </DrawerForm>
  );
};

interface JoinDrawerProps extends DrawerProps {
  readonly team: { readonly id: string; readonly name: string };
  /** What was said before, where the sign-up was returned. */
  readonly said?: string | undefined;
}

/** Signing up for a team, or again after a return. */
export const JoinDrawer = ({ team, said, open, onClose }: JoinDrawerProps) => {
  const { t } = useTranslation('programmes');
  const { message } = App.useApp();
  const statement = useStatement();
  const fields = useMemo(() => fieldManifests(statement), [statement]);
  const join = useWrite({
    send: (body: JoinTeamData['body'], headers) => joinTeam({ path: { id: team.id }, body, headers }),
    changes: teamReads,
    onDone: ({ name }) => {
      void message.success(t('teams.join.done', { name }));
      onClose();
    },
  });
  return (
    <DrawerForm
      title={t('teams.join.title', { name: team.name })}
      open={open}
      onClose={onClose}
      fields={fields}
      initial={{ statement: said }}
      draft={`team:join:${team.id}`}
      submit={t('teams.join.submit')}
      onSubmit={(data) => join.mutateAsync(data as JoinTeamData['body'])}
    >
      <p className="form-lead">{t('teams.join.lead')}</p>
    </DrawerForm>
  );
};
