import type { Language } from '@xieshou/sdk';

const tags = { zh: 'zh-CN', en: 'en-GB' } as const;

/** A day as it is said, without its year: the 27th of November as a month and a day. */
export const monthDay = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(tags[language], { month: 'long', day: 'numeric', timeZone: 'UTC' }).format(new Date(day));

export const weekday = (day: string, language: Language): string =>
  new Intl.DateTimeFormat(tags[language], { weekday: 'long', timeZone: 'UTC' }).format(new Date(day));
