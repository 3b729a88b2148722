import { type Text, t } from '@xieshou/sdk';
import { fieldName } from '../platform/http/sentences.js';

const words: Readonly<Record<string, Text>> = {
  add: t('新增', 'Added'),
  change: t('修改', 'Changed'),
  changed: t('变更', 'Changed'),
  gone: t('取消', 'Gone'),
  new: t('新增', 'New'),
  same: t('无变化', 'The same'),
  error: t('有误', 'Faulty'),
  records: t('记录数', 'Records'),
  through: t('截止日', 'Through'),
  numbers: t('人数项', 'Numbers'),
  number: t('序号', 'Number'),
  sent: t('发送', 'Sent'),
  version: t('版本', 'Version'),
  differing: t('不一致', 'Differing'),
  pairings: t('结对数', 'Pairings'),
  undone: t('撤销', 'Undone'),
  kept: t('保留', 'Kept'),
  day: t('日期', 'Day'),
  matched: t('已有人选', 'Matched'),
  unmatched: t('暂无人选', 'Unmatched'),
  made: t('新建结对', 'Pairings made'),
  drafts: t('草稿', 'Drafts'),
  delegations: t('代理', 'Delegations'),
};

/** Keys of a detail that hold days or counts and nothing else. */
const isNumber = (value: unknown): value is number | string =>
  typeof value === 'number' || (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value));

export interface Detail {
  readonly fields: Text[];
  readonly numbers: { readonly title: Text; readonly value: string }[];
}

/**
 * What of an entry's detail is shown: names of fields, counts and days. Everything else in it (ids, hashes, texts) stays
 * where it is: the log is read by people who look for what was done, not for what anybody wrote.
 */
export const detailOf = (json: string): Detail => {
  const detail = JSON.parse(json) as Record<string, unknown>;
  const named = [detail['fields'], detail['changed']].flatMap((value) => (Array.isArray(value) ? value : []));
  return {
    fields: named.filter((key) => typeof key === 'string').map(fieldName),
    numbers: Object.entries(detail).flatMap(([key, value]) =>
      isNumber(value) ? [{ title: words[key] ?? fieldName(key), value: String(value) }] : [],
    ),
  };
};
