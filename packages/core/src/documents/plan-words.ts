import {
  type DutyManifest,
  type FormManifest,
  percent,
  type Period,
  type ProgrammeManifest,
  type Text,
  t,
} from '@xieshou/sdk';
import { joinText } from '../programmes/field-text.js';

const per: Readonly<Record<Period['kind'], Text>> = {
  teachingWeek: t('每教学周', 'each teaching week'),
  month: t('每月', 'each month'),
  quarter: t('每季度', 'each quarter'),
  halfYear: t('每半年', 'each half-year'),
  term: t('每学期', 'each term'),
  schoolYear: t('每学年', 'each school year'),
};

/** How much of a duty is asked for in a period. */
export const amountOf = (duty: DutyManifest, { sides }: Pick<ProgrammeManifest, 'sides'>): Text => {
  if (duty.share) {
    const share = percent(duty.share.atLeast);
    const side = sides[duty.share.of].title;
    return t(`${side.zh}教师的 ${share}，不足一人按一人计`, `${share} of the teachers of the ${side.en}, rounded up`);
  }
  const n = duty.atLeast ?? 0;
  switch (duty.count) {
    case 'people':
      return t(`${n} 人`, `${n} ${n === 1 ? 'person' : 'people'}`);
    case 'amount':
      return t(`累计 ${n} ${duty.unit?.zh ?? ''}`, `${n} ${duty.unit?.en ?? ''}`);
    default:
      return t(`${n} 次`, n === 1 ? 'once' : `${n} times`);
  }
};

/** How often a duty is due: 每学期至少 2 次. */
export const frequencyOf = (duty: DutyManifest, manifest: Pick<ProgrammeManifest, 'sides'>): Text => {
  const amount = amountOf(duty, manifest);
  const window = duty.window ? t(`（${duty.window.zh}）`, ` (${duty.window.en})`) : t('', '');
  const zh = /^\d/.test(amount.zh) ? ` ${amount.zh}` : amount.zh;
  return t(`${per[duty.per].zh}至少${zh}${window.zh}`, `At least ${amount.en} ${per[duty.per].en}${window.en}`);
};

/** Who writes a form. */
export const writerOf = ({ writtenBy }: FormManifest, { sides }: Pick<ProgrammeManifest, 'sides'>): Text => {
  if (writtenBy === 'owner') return t('主办单位', 'Owner');
  if (writtenBy === 'either')
    return t(
      `${sides.helper.title.zh}或${sides.helped.title.zh}`,
      `${sides.helper.title.en} or ${sides.helped.title.en}`,
    );
  return sides[writtenBy].title;
};

export const listed = (texts: readonly Text[]): Text => joinText(texts, { zh: '、', en: ', ' });
