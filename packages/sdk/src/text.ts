/** A sentence in both languages of the platform. A plugin that leaves one out is refused at start. */
export interface Text {
  readonly zh: string;
  readonly en: string;
}

export type Language = 'zh' | 'en';

/** Short form of a {@link Text}: `t('结对', 'Pairing')`. */
export const t = (zh: string, en: string): Text => ({ zh, en });
