import { type Text, t } from '@xieshou/sdk';
import { type ProgrammePending, SOON } from '../reports/pending.js';

/** What one role of a person is told. */
export interface RolePending {
  /** The role, where the person holds several. */
  readonly role: Text | null;
  readonly programmes: readonly ProgrammePending[];
}

const line = (role: Text | null, { title, waiting, due, overdue }: ProgrammePending): Text => {
  const zh = [
    ...(waiting > 0 ? [`待办 ${waiting} 项`] : []),
    ...(due > 0 ? [`${SOON} 天内到期 ${due} 项`] : []),
    ...(overdue > 0 ? [`已逾期 ${overdue} 项`] : []),
  ];
  const en = [
    ...(waiting > 0 ? [`waiting: ${waiting}`] : []),
    ...(due > 0 ? [`due within ${SOON} days: ${due}`] : []),
    ...(overdue > 0 ? [`overdue: ${overdue}`] : []),
  ];
  return t(
    `“${title}”${role ? `（${role.zh}）` : ''}：${zh.join('，')}`,
    `"${title}"${role ? ` (${role.en})` : ''}: ${en.join('; ')}`,
  );
};

/** The digest: how much is unread, where anything is, and a line for each programme that wants something. */
export const digestWords = (o: { readonly unread: number; readonly roles: readonly RolePending[] }): Text => {
  const lines = [
    ...(o.unread > 0 ? [t(`未读消息 ${o.unread} 条`, `Unread notifications: ${o.unread}`)] : []),
    ...o.roles.flatMap(({ role, programmes }) => programmes.map((one) => line(role, one))),
  ];
  return t(lines.map(({ zh }) => zh).join('\n'), lines.map(({ en }) => en).join('\n'));
};
