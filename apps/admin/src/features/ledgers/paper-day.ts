import type { Language } from '@xieshou/sdk';

/** A day as it is printed: with year, month and day spelt out. */
export const dayOnPaper = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(day));
