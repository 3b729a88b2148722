import { parseArgs } from 'node:util';
import { type Text, t } from '@xieshou/sdk';

/** A command line that cannot be carried out as it stands. */
export class UsageError extends Error {
  constructor(readonly text: Text) {
    super(text.en);
  }
}

export type Order =
  | { readonly command: 'verify' }
  | { readonly command: 'rebuild-tallies' }
  | { readonly command: 'backup'; readonly file: string | undefined }
  | { readonly command: 'restore'; readonly file: string; readonly into: string; readonly keyFile: string | undefined }
  | { readonly command: 'reset-user'; readonly username: string }
  | { readonly command: 'purge'; readonly id: string; readonly to: string | undefined; readonly yes: boolean }
  | { readonly command: 'help' };

export const usage = `
  pnpm xieshou verify                                  核对全部数据 check everything, changing nothing
  pnpm xieshou rebuild-tallies                         由事实重算月度合计 make the month tallies anew from the facts
  pnpm xieshou backup [file]                           备份 make a backup
  pnpm xieshou restore <file> --into <folder|URL>      恢复到空的数据文件夹或数据库 restore into an empty data folder or database
                       [--key-file <file>]             密钥文件 the key file of the backed-up installation
  pnpm xieshou user reset <username>                   重设密码 a new one-time password
  pnpm xieshou programme purge <id> --yes [--to <dir>] 导出并清除已结束的项目 export, then remove, a closed programme
`;

const wrong = (zh: string, en: string): never => {
  throw new UsageError(t(zh, en));
};

const parse = (given: readonly string[]) => {
  try {
    return parseArgs({
      args: [...given],
      allowPositionals: true,
      options: {
        into: { type: 'string' },
        'key-file': { type: 'string' },
        to: { type: 'string' },
        yes: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return wrong(
      `命令行写错了：${error instanceof Error ? error.message : String(error)}`,
      `The command line is wrong: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
};

/** What the operator asks for. */
export const orderOf = (given: readonly string[]): Order => {
  const { positionals, values } = parse(given);
  const [first, second, third, ...more] = positionals;
  const needs = (what: string | undefined, zh: string, en: string): string => what ?? wrong(zh, en);
  const none = (extra: string | undefined) =>
    extra === undefined ? undefined : wrong(`“${extra}”是多余的`, `"${extra}" is one word too many`);
  if (values.help || first === undefined || first === 'help') return { command: 'help' };
  switch (first) {
    case 'verify':
    case 'rebuild-tallies':
      none(second);
      return { command: first };
    case 'backup':
      none(third);
      return { command: 'backup', file: second };
    case 'restore': {
      none(third);
      return {
        command: 'restore',
        file: needs(second, '请写明备份文件', 'Name the backup file'),
        into: needs(values.into, '请用 --into 写明恢复到哪里', 'Say where to with --into'),
        keyFile: values['key-file'],
      };
    }
    case 'user':
      none(more[0]);
      if (second !== 'reset') return wrong('只有 user reset <用户名>', 'There is only user reset <username>');
      return { command: 'reset-user', username: needs(third, '请写明用户名', 'Name the user') };
    case 'programme':
      none(more[0]);
      if (second !== 'purge') return wrong('只有 programme purge <编号>', 'There is only programme purge <id>');
      return {
        command: 'purge',
        id: needs(
          third,
          '请写明项目编号（项目页面地址中的那一段）',
          'Give the id of the programme (it stands in the address of its page)',
        ),
        to: values.to,
        yes: values.yes ?? false,
      };
    default:
      return wrong(`没有“${first}”这个命令`, `There is no command "${first}"`);
  }
};
