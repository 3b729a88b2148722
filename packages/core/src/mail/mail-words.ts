import type { Text } from '@xieshou/sdk';

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const words = {
  zh: {
    subject: '携手：今日提要',
    open: '打开工作台',
    foot: '每个工作日最多一封。不想再收到：登录后在“消息”页的“邮件提要”中清空邮箱。',
  },
  en: {
    subject: 'Xieshou: today’s digest',
    open: 'Open the workbench',
    foot: 'At most one on a working day. To receive none, empty the address under "Digest by mail" on the page Notifications.',
  },
} as const;

export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A digest as a mail: its lines, a way to the platform, and how to receive none any more. */
export const letterOf = (o: { readonly text: Text; readonly language: 'zh' | 'en'; readonly url: string }): Letter => {
  const { subject, open, foot } = words[o.language];
  const lines = o.text[o.language].split('\n');
  return {
    subject,
    text: [...lines, '', `${open}: ${o.url}`, '', foot, ''].join('\n'),
    html: [
      `<!doctype html><html lang="${o.language}"><body style="font:15px/1.7 sans-serif;color:#1f2329">`,
      ...lines.map((line) => `<p style="margin:0">${escaped(line)}</p>`),
      `<p><a href="${escaped(o.url)}">${open}</a></p>`,
      `<p style="color:#5c6470;font-size:13px">${escaped(foot)}</p></body></html>`,
    ].join('\n'),
  };
};
