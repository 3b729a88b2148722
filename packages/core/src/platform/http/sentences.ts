import { type Text, t } from '@xieshou/sdk';
import type * as z from 'zod';
import type { ProblemField } from '../problem.js';

/** What people call the fields of the API. A field without a name here is called by its key. */
const names: Readonly<Record<string, Text>> = {
  before: t('起始位置', 'the place to go on from'),
  group: t('操作类别', 'the kind of action'),
  q: t('查找内容', 'the words to search for'),
  user: t('操作人', 'the person'),
  address: t('邮箱', 'the e-mail address'),
  appointed: t('指定单位', 'the appointed organisations'),
  assignment: t('身份', 'the role'),
  cells: t('催办的格子', 'the cells'),
  code: t('标识码或编号', 'the code'),
  contact: t('联系人', 'the contact'),
  content: t('问题内容', 'the problem'),
  current: t('当前密码', 'the current password'),
  data: t('表单内容', 'the form'),
  decision: t('处理意见', 'the decision'),
  document: t('文号', 'the document'),
  dueOn: t('期限', 'the last day'),
  duty: t('要求', 'the duty'),
  ends: t('结束日期', 'the last day'),
  endsOn: t('结束日期', 'the last day'),
  filter: t('筛选条件', 'the filter'),
  form: t('表单', 'the form'),
  from: t('起始日期', 'the first day'),
  first: t('第一个人员', 'the first person'),
  helped: t('被帮扶方', 'the helped party'),
  helper: t('帮扶方', 'the helper'),
  into: t('并入单位或人员', 'the one that goes on'),
  idNumber: t('身份证号', 'the ID number'),
  kind: t('类型', 'the kind'),
  measures: t('整改措施', 'the measures'),
  name: t('名称', 'the name'),
  next: t('新密码', 'the new password'),
  note: t('说明', 'the note'),
  on: t('日期', 'the day'),
  organisation: t('单位', 'the organisation'),
  organisations: t('适用单位', 'the organisations'),
  ownership: t('办学性质', 'the ownership'),
  outcome: t('复查结果', 'the outcome'),
  page: t('页码', 'the page'),
  pairing: t('结对', 'the pairing'),
  pairings: t('结对', 'the pairings'),
  parent: t('上级单位', 'the organisation above'),
  password: t('密码', 'the password'),
  people: t('人员', 'the people'),
  period: t('时段', 'the period'),
  person: t('人员', 'the person'),
  phone: t('联系电话', 'the phone number'),
  plugin: t('帮扶类型', 'the kind of programme'),
  post: t('职务', 'the post'),
  preset: t('方案范本', 'the preset'),
  reason: t('理由', 'the reason'),
  record: t('记录', 'the record'),
  responsible: t('责任人', 'who answers for it'),
  result: t('整改结果', 'the result'),
  role: t('角色', 'the role'),
  stage: t('阶段', 'the stage'),
  waived: t('不再要求的理由', 'the reasons for waiving'),
  rows: t('导入范围', 'the rows'),
  schoolKind: t('学段', 'the kind of school'),
  schoolYear: t('学年', 'the school year'),
  second: t('第二个人员', 'the second person'),
  settings: t('设置', 'the settings'),
  size: t('每页条数', 'the page size'),
  starts: t('开始日期', 'the first day'),
  startsOn: t('开始日期', 'the first day'),
  state: t('状态', 'the state'),
  subject: t('任教学科', 'the subject'),
  teachingEnds: t('教学结束日期', 'the last teaching day'),
  teachingStarts: t('教学开始日期', 'the first teaching day'),
  through: t('封存截止日', 'the last day to seal'),
  title: t('标题', 'the title'),
  token: t('预览标识', 'the token of the preview'),
  to: t('结束日期', 'the last day'),
  users: t('账号', 'the accounts'),
  columns: t('列设置', 'the columns'),
  density: t('行高', 'the density'),
  frozen: t('固定列数', 'the frozen columns'),
  hidden: t('隐藏的列', 'the hidden columns'),
  list: t('列表', 'the list'),
  level: t('等次', 'the level'),
  order: t('列的顺序', 'the order of columns'),
  search: t('筛选条件', 'the filters'),
  shared: t('公共视图', 'sharing'),
  standard: t('默认视图', 'the default view'),
  username: t('用户名', 'the user name'),
};

/** What people call a field, without its article. */
export const fieldName = (key: string): Text => {
  const known = Object.hasOwn(names, key) ? names[key]! : t(key, key);
  return t(known.zh, known.en.replace(/^the /, ''));
};

type Words = Readonly<Record<string, Text>>;

const nameOf = (path: readonly PropertyKey[], words: Words): Text => {
  const last = [...path].reverse().find((part) => typeof part === 'string');
  if (last !== undefined && Object.hasOwn(words, last)) return words[last]!;
  if (last !== undefined && Object.hasOwn(names, last)) return names[last]!;
  return t(String(last ?? '内容'), String(last ?? 'the content'));
};

const capital = (s: string) => s.charAt(0).toUpperCase() + s.slice(1);

const limit = (n: Text, word: 'least' | 'most', value: number | bigint, unit: Text): Text =>
  t(
    `${n.zh}${word === 'least' ? '至少' : '最多'} ${value}${unit.zh}`,
    capital(`${n.en} must have at ${word} ${value}${unit.en}`),
  );

const units: Readonly<Record<string, Text>> = {
  string: t(' 个字', ' characters'),
  array: t(' 项', ' entries'),
};

/** What a pattern asks for, in words. */
const shapes: Readonly<Record<string, Text>> = {
  '/^\\d{10}$/': t('应为 10 位数字', 'must be 10 digits'),
  '/^[0-9-]{5,20}$/': t('应为 5 至 20 位的数字和短横线', 'must be 5 to 20 digits and hyphens'),
  '/^\\d{4}-\\d{4}$/': t('应写成 2026-2027 这样', 'must be written like 2026-2027'),
};

const sentence = (issue: z.core.$ZodIssue, input: unknown, words: Words): readonly ProblemField[] => {
  const field = issue.path.map(String).join('.');
  const n = nameOf(issue.path, words);
  const one = (text: Text): readonly ProblemField[] => [{ field, text }];
  switch (issue.code) {
    case 'invalid_type':
      return input === undefined || input === null
        ? one(t(`请填写${n.zh}`, capital(`${n.en} is missing`)))
        : one(t(`${n.zh}的类型不对`, capital(`${n.en} has the wrong type`)));
    case 'too_small':
      return one(
        units[issue.origin]
          ? limit(n, 'least', issue.minimum, units[issue.origin]!)
          : t(`${n.zh}不得小于 ${issue.minimum}`, capital(`${n.en} must be at least ${issue.minimum}`)),
      );
    case 'too_big':
      return one(
        units[issue.origin]
          ? limit(n, 'most', issue.maximum, units[issue.origin]!)
          : t(`${n.zh}不得大于 ${issue.maximum}`, capital(`${n.en} must be at most ${issue.maximum}`)),
      );
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        field: [...issue.path.map(String), key].join('.'),
        text: t(`没有名为“${key.slice(0, 40)}”的字段`, `There is no field named "${key.slice(0, 40)}"`),
      }));
    case 'invalid_value':
    case 'invalid_union':
      return one(t(`${n.zh}不在可选范围内`, capital(`${n.en} is not one of the choices`)));
    case 'invalid_format': {
      if (issue.format === 'email')
        return one(
          t(
            `${n.zh}须是一个邮箱地址，如 zhang@example.cn`,
            capital(`${n.en} must be one address such as zhang@example.cn`),
          ),
        );
      const shape = issue.pattern === undefined ? undefined : shapes[issue.pattern];
      return one(
        shape
          ? t(`${n.zh}${shape.zh}`, capital(`${n.en} ${shape.en}`))
          : t(`${n.zh}的格式不对`, capital(`${n.en} has the wrong format`)),
      );
    }
    default:
      return one(t(`${n.zh}的格式不对`, capital(`${n.en} has the wrong format`)));
  }
};

const at = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], input);

/** Turns Zod's issues into sentences for the person who sent the request. `words`: the endpoint's own. */
export const sentences = (issues: readonly z.core.$ZodIssue[], input: unknown, words: Words = {}): ProblemField[] =>
  issues.flatMap((issue) => sentence(issue, at(input, issue.path), words)).slice(0, 50);
