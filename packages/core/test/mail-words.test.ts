import { describe, expect, it } from 'vitest';
import { t } from '@xieshou/sdk';
import { letterOf } from '../src/mail/mail-words.js';

const text = t('未读消息 2 条\n“<b>送教</b> & 研讨”：待办 1 项', 'Unread: 2\n"<b>Lessons</b> & talks": waiting: 1');

describe('a digest as a mail', () => {
  it('is the same in text and in HTML, where nothing that was written becomes a tag', () => {
    const { subject, text: plain, html } = letterOf({ text, language: 'zh', url: 'https://x.example.cn' });
    expect(subject).toBe('携手：今日提要');
    expect(plain.split('\n').slice(0, 4)).toEqual([
      '未读消息 2 条',
      '“<b>送教</b> & 研讨”：待办 1 项',
      '',
      '打开工作台: https://x.example.cn',
    ]);
    expect(html).toContain('“&#60;b&#62;送教&#60;/b&#62; &#38; 研讨”：待办 1 项');
    expect(html).not.toContain('<b>');
    expect(html).toContain('<a href="https://x.example.cn">');
  });

  it('is written in English to whoever reads English', () => {
    const { subject, html } = letterOf({ text, language: 'en', url: 'https://x.example.cn' });
    expect(subject).toBe('Xieshou: today’s digest');
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('&#34;&#60;b&#62;Lessons');
  });
});
