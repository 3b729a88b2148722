import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Checked,
  checkFields,
  choice,
  choices,
  day,
  decimal,
  type Field,
  type Fields,
  integer,
  jsonSchemaOf,
  longText,
  money,
  person,
  schemaOf,
  share,
  t,
  text,
  visibleFields,
  yesNo,
} from '../src/index.js';

const theme = t('主题', 'Theme');
const options = [
  { value: 'near', title: t('近', 'Near') },
  { value: 'far', title: t('远', 'Far') },
] as const;

const errorsOf = (result: Checked<unknown>) => ('errors' in result ? result.errors : []);
/** The English sentence against one field holding `value`, or undefined. */
const complaint = (field: Field, value: unknown) => errorsOf(checkFields({ x: field }, { x: value }))[0]?.text.en;
const cleaned = (field: Field, value: unknown) => {
  const checked = checkFields({ x: field }, { x: value });
  return 'data' in checked ? checked.data['x'] : checked;
};

const every: Fields = {
  on: day({ title: t('日期', 'Day') }),
  theme: text({ title: theme }),
  content: longText({ title: t('内容', 'Content') }),
  people: integer({ title: t('人数', 'People'), min: 1, max: 2000 }),
  credits: decimal({ title: t('学分', 'Credits'), scale: 1, min: 5, max: 300 }),
  part: share({ title: t('比例', 'Share') }),
  cost: money({ title: t('金额', 'Amount') }),
  place: choice(options, { title: t('地点', 'Place') }),
  places: choices(options, { title: t('各地点', 'Places') }),
  online: yesNo({ title: t('线上', 'Online') }),
  teacher: person({ title: t('教师', 'Teacher'), from: 'helper' }),
};
const filled = {
  on: '2026-03-05',
  theme: '分数',
  content: '通分',
  people: 1,
  credits: 25,
  part: 0,
  cost: 0,
  place: 'near',
  places: ['far'],
  online: false,
  teacher: '0190',
};

describe('a form', () => {
  it('is accepted when every field is filled in, and comes back as it was', () => {
    expect(checkFields(every, filled)).toEqual({ data: filled });
  });

  it('names what is missing, in the order of its fields, choosing where there is something to choose', () => {
    expect(errorsOf(checkFields(every, {})).map(({ field, text: { zh, en } }) => [field, zh, en])).toEqual([
      ['on', '请选择日期', 'Choose Day'],
      ['theme', '请填写主题', 'Fill in Theme'],
      ['content', '请填写内容', 'Fill in Content'],
      ['people', '请填写人数', 'Fill in People'],
      ['credits', '请填写学分', 'Fill in Credits'],
      ['part', '请填写比例', 'Fill in Share'],
      ['cost', '请填写金额', 'Fill in Amount'],
      ['place', '请选择地点', 'Choose Place'],
      ['places', '请选择各地点', 'Choose Places'],
      ['online', '请选择线上', 'Choose Online'],
      ['teacher', '请选择教师', 'Choose Teacher'],
    ]);
  });

  it('has one error for each field, unknown keys first, whatever the order of the input', () => {
    const input = { teacher: 5, zzz: 1, theme: 'x'.repeat(101), on: 'today', aaa: 1 };
    const fields = { on: every['on']!, theme: every['theme']!, teacher: every['teacher']! };
    expect(errorsOf(checkFields(fields, input)).map((e) => e.field)).toEqual(['zzz', 'aaa', 'on', 'theme', 'teacher']);
  });

  it('refuses unknown keys instead of dropping them', () => {
    expect(checkFields(every, { ...filled, note: 'x' })).toEqual({
      errors: [{ field: 'note', text: { zh: '没有名为“note”的字段', en: 'There is no field named "note"' } }],
    });
  });

  it.each([undefined, null, '', ' ', '\t\n', '　'])('takes %j for not filled in', (blank) => {
    for (const [key, field] of Object.entries(every)) {
      expect(errorsOf(checkFields(every, { ...filled, [key]: blank })).map((e) => e.field)).toEqual([key]);
      expect(checkFields({ x: { ...field, required: false } }, { x: blank })).toEqual({ data: {} });
    }
    expect(checkFields(every, { ...filled, note: blank })).toEqual({ data: filled });
  });

  it.each([[null], [undefined], ['text'], [5], [true], [[]], [[filled]]])('must be an object, not %j', (input) => {
    expect(checkFields(every, input)).toEqual({
      errors: [{ field: '', text: { zh: '表单内容应为一个对象', en: 'The form must be an object of fields' } }],
    });
  });

  it('accepts nothing where there are no fields', () => {
    expect(checkFields({}, {})).toEqual({ data: {} });
    expect(errorsOf(checkFields({}, { x: 1 }))).toHaveLength(1);
  });

  it('does not change what it is given', () => {
    const input = Object.freeze({ ...filled, theme: ' x ', places: Object.freeze(['far']) });
    expect(checkFields(every, input)).toEqual({ data: { ...filled, theme: 'x' } });
    expect(input.theme).toBe(' x ');
  });
});

describe('a value of another type', () => {
  const values: readonly unknown[] = [5, 'x', true, [], ['x'], {}, { toString: 5 }, NaN];
  const accepted: Readonly<Record<string, readonly unknown[]>> = {
    theme: ['x'],
    content: ['x'],
    people: [5],
    credits: [5],
    part: [5],
    cost: [5],
    online: [true],
    teacher: ['x'],
  };

  it.each(Object.keys(every))('is refused in %s, with a sentence', (key) => {
    for (const value of values) {
      const errors = errorsOf(checkFields({ [key]: every[key]! }, { [key]: value }));
      expect(errors.length, JSON.stringify(value)).toBe(accepted[key]?.includes(value) ? 0 : 1);
      for (const error of errors) expect(error.text.zh + error.text.en).not.toMatch(/undefined|object Object|Invalid/);
    }
  });

  it('is told from a wrong choice', () => {
    expect(complaint(every['place']!, 5)).toBe('Place has the wrong format');
    expect(complaint(every['place']!, 'nearby')).toBe('Place is not one of the choices');
    expect(complaint(every['places']!, 'near')).toBe('Places has the wrong format');
    expect(complaint(every['places']!, ['near', 5])).toBe('Places has the wrong format');
    expect(complaint(every['online']!, 'true')).toBe('Online has the wrong format');
    expect(complaint(every['people']!, '5')).toBe('People has the wrong format');
  });
});

describe('text', () => {
  const short = text({ title: theme, maxLength: 3 });

  it('has at most maxLength characters, counted as people count them', () => {
    expect(complaint(short, 'ab')).toBeUndefined();
    expect(complaint(short, 'abc')).toBeUndefined();
    expect(complaint(short, 'abcd')).toBe('Theme may have at most 3 characters');
    expect(errorsOf(checkFields({ x: short }, { x: '一二三四' }))[0]?.text.zh).toBe('主题最多 3 个字');
    expect(complaint(short, '𠮷𠮷𠮷')).toBeUndefined();
    expect(complaint(short, '𠮷𠮷𠮷𠮷')).toBe('Theme may have at most 3 characters');
  });

  it.each([
    [text({ title: theme }), 100],
    [longText({ title: theme }), 1000],
  ])('has room for its default of characters', (field, most) => {
    expect(complaint(field, '字'.repeat(most - 1))).toBeUndefined();
    expect(complaint(field, '字'.repeat(most))).toBeUndefined();
    expect(complaint(field, '字'.repeat(most + 1))).toBe(`Theme may have at most ${most} characters`);
  });

  it('loses the spaces around it before it is measured', () => {
    expect(cleaned(short, '  abc　')).toBe('abc');
    expect(cleaned(every['teacher']!, ' 0190 ')).toBe('0190');
  });
});

describe('numbers', () => {
  const people = integer({ title: t('人数', 'People'), min: 1, max: 5 });
  const cost = money({ title: t('金额', 'Amount'), min: 100, max: 123_456 });
  const part = share({ title: t('比例', 'Share'), min: 1250, max: 5001 });

  it.each([
    [people, 0, 'People must be at least 1'],
    [people, 1, undefined],
    [people, 2, undefined],
    [people, 4, undefined],
    [people, 5, undefined],
    [people, 6, 'People must be at most 5'],
    [cost, 99, 'Amount must be at least 1.00 yuan'],
    [cost, 100, undefined],
    [cost, 101, undefined],
    [cost, 123_455, undefined],
    [cost, 123_456, undefined],
    [cost, 123_457, 'Amount must be at most 1,234.56 yuan'],
    [part, 1249, 'Share must be at least 12.5%'],
    [part, 1250, undefined],
    [part, 1251, undefined],
    [part, 5000, undefined],
    [part, 5001, undefined],
    [part, 5002, 'Share must be at most 50.01%'],
  ])('keep their bounds: %o with %d', (field, n, sentence) => {
    expect(complaint(field, n)).toBe(sentence);
    if (!sentence) expect(cleaned(field, n)).toBe(n);
  });

  it('say so in Chinese, in yuan and in percent', () => {
    const zh = (field: Field, n: number) => errorsOf(checkFields({ x: field }, { x: n }))[0]?.text.zh;
    expect(zh(people, 0)).toBe('人数不得小于 1');
    expect(zh(cost, 99)).toBe('金额不得小于 1.00 元');
    expect(zh(cost, 123_457)).toBe('金额不得大于 1,234.56 元');
    expect(zh(part, 5002)).toBe('比例不得大于 50.01%');
    expect(zh(people, 1.5)).toBe('人数应为整数');
    expect(zh(cost, 100.5)).toBe('金额最多保留两位小数');
  });

  it.each([
    [4, 'Credits must be at least 0.5'],
    [5, undefined],
    [300, undefined],
    [301, 'Credits must be at most 30.0'],
    [25.5, 'Credits may have at most 1 decimal'],
    ['2.5', 'Credits has the wrong format'],
  ])('with decimals count units of the last one: %s', (n, sentence) => {
    expect(complaint(every['credits']!, n)).toBe(sentence);
  });

  it('with decimals say how many there may be', () => {
    const fine = decimal({ title: theme, scale: 2, min: 0, max: 999 });
    expect(errorsOf(checkFields({ x: fine }, { x: 0.5 }))[0]?.text).toEqual({
      zh: '主题最多保留 2 位小数',
      en: 'Theme may have at most 2 decimals',
    });
  });

  it('have the bounds 0 and 100% as shares, 0 and a thousand million yuan as amounts', () => {
    expect(complaint(share({ title: theme }), -1)).toBe('Theme must be at least 0%');
    expect(complaint(share({ title: theme }), 0)).toBeUndefined();
    expect(complaint(share({ title: theme }), 10_000)).toBeUndefined();
    expect(complaint(share({ title: theme }), 10_001)).toBe('Theme must be at most 100%');
    expect(complaint(money({ title: theme }), -1)).toBe('Theme must be at least 0.00 yuan');
    expect(complaint(money({ title: theme }), 100_000_000_000)).toBeUndefined();
    expect(complaint(money({ title: theme }), 100_000_000_001)).toBe('Theme must be at most 1,000,000,000.00 yuan');
  });

  it('are whole; a fraction of a fen or of a basis point is a third decimal on the screen', () => {
    expect(complaint(people, 1.5)).toBe('People must be a whole number');
    expect(complaint(people, 1.000_000_1)).toBe('People must be a whole number');
    expect(complaint(cost, 100.5)).toBe('Amount may have at most two decimals');
    expect(complaint(part, 1250.5)).toBe('Share may have at most two decimals');
  });

  it.each([NaN, Infinity, -Infinity])('are numbers, not %d', (n) => {
    for (const field of [people, cost, part]) expect(complaint(field, n)).toMatch(/has the wrong format$/);
  });

  it('that are huge are too big, and not fractions', () => {
    expect(complaint(people, 2 ** 53)).toBe('People must be at most 5');
    expect(complaint(people, 1e300)).toBe('People must be at most 5');
    expect(complaint(people, -1e300)).toBe('People must be at least 1');
    const unbounded: Field = { widget: 'integer', title: theme, class: 'internal', required: true };
    expect(complaint(unbounded, Number.MAX_SAFE_INTEGER)).toBeUndefined();
    expect(complaint(unbounded, Number.MAX_SAFE_INTEGER + 1)).toBe('Theme has the wrong format');
    expect(complaint(unbounded, Number.MIN_SAFE_INTEGER - 1)).toBe('Theme has the wrong format');
  });

  it('lose the sign of zero', () => {
    expect(cleaned(share({ title: theme }), JSON.parse('-0'))).toBe(0);
  });

  it('below zero are allowed where the bounds say so', () => {
    const balance = money({ title: theme, min: -500, max: -100 });
    expect(complaint(balance, -501)).toBe('Theme must be at least -5.00 yuan');
    expect(complaint(balance, -500)).toBeUndefined();
    expect(complaint(balance, -99)).toBe('Theme must be at most -1.00 yuan');
  });
});

describe('a day', () => {
  it.each(['2026-02-28', '2024-02-29', '1000-01-01', '9999-12-31'])('may be %s', (value) => {
    expect(cleaned(every['on']!, value)).toBe(value);
  });

  it.each(['2026-02-29', '2026-2-28', '2026-02-30', '2026-03-05T00:00:00Z', '0999-12-31', ' 2026-03-05', '今天'])(
    'may not be %j',
    (value) => {
      expect(errorsOf(checkFields({ x: every['on']! }, { x: value }))[0]?.text).toEqual({
        zh: '日期应为真实的日期，如 2026-03-05',
        en: 'Day must be a real date such as 2026-03-05',
      });
    },
  );
});

describe('choices', () => {
  it('are of the list, each at most once, at least one where required', () => {
    const places = every['places']!;
    expect(cleaned(places, ['far', 'near'])).toEqual(['far', 'near']);
    expect(complaint(places, [])).toBe('Choose Places');
    expect(complaint(places, ['far', 'away'])).toBe('Places is not one of the choices');
    expect(complaint(places, ['far', 'far'])).toBe('Places has a choice twice');
    expect(errorsOf(checkFields({ x: places }, { x: ['far', 'far'] }))[0]?.text.zh).toBe('各地点有重复的选项');
    expect(cleaned({ ...places, required: false }, [])).toEqual([]);
  });

  it('are exact: neither spaces nor letter case are forgiven', () => {
    expect(complaint(every['place']!, ' near')).toBe('Place is not one of the choices');
    expect(complaint(every['place']!, 'Near')).toBe('Place is not one of the choices');
  });
});

describe('a conditional field', () => {
  const fields = {
    place: choice(options, { title: t('地点', 'Place') }),
    tags: choices(options, { title: t('标签', 'Tags'), optional: true }),
    online: yesNo({ title: t('线上', 'Online'), optional: true }),
    people: integer({ title: t('人数', 'People'), min: 0, max: 9, optional: true }),
    far: text({ title: t('路程', 'Distance'), when: { field: 'place', is: ['far'] } }),
    tagged: text({ title: t('说明', 'Remark'), when: { field: 'tags', is: ['near'] }, optional: true }),
    link: text({ title: t('链接', 'Link'), when: { field: 'online', is: ['true'] }, optional: true }),
    nobody: text({ title: t('原因', 'Reason'), when: { field: 'people', is: ['0'] }, optional: true }),
    detour: text({ title: t('绕行', 'Detour'), when: { field: 'far', is: ['long'] } }),
  };
  const data = (input: object) => {
    const checked = checkFields(fields, input);
    return 'data' in checked ? checked.data : checked.errors.map((e) => e.field);
  };

  it('is required only while it is shown', () => {
    expect(data({ place: 'near' })).toEqual({ place: 'near' });
    expect(data({ place: 'far' })).toEqual(['far']);
    expect(data({ place: 'far', far: ' ' })).toEqual(['far']);
    expect(data({ place: 'far', far: 'short' })).toEqual({ place: 'far', far: 'short' });
    expect(errorsOf(checkFields(fields, { place: 'far' }))[0]?.text.zh).toBe('请填写路程');
  });

  it('loses its value while it is hidden, even a wrong one', () => {
    expect(data({ place: 'near', far: 'short' })).toEqual({ place: 'near' });
    expect(data({ place: 'near', far: 5 })).toEqual({ place: 'near' });
  });

  it('is checked while it is shown', () => {
    expect(data({ place: 'far', far: 5 })).toEqual(['far']);
  });

  it('may wait for one of several choices, for yes or no, and for a number', () => {
    const all = { tagged: 'a', link: 'b', nobody: 'c' };
    expect(data({ place: 'near', tags: ['far'], online: false, people: 1, ...all })).toEqual({
      place: 'near',
      tags: ['far'],
      online: false,
      people: 1,
    });
    const shown = { place: 'near', tags: ['far', 'near'], online: true, people: 0, ...all };
    expect(data(shown)).toEqual(shown);
  });

  it('is hidden with the field it waits for', () => {
    expect(data({ place: 'far', far: 'long' })).toEqual(['detour']);
    expect(data({ place: 'near', far: 'long', detour: 'x' })).toEqual({ place: 'near' });
    expect(data({ place: 'near', far: 'long' })).toEqual({ place: 'near' });
  });

  it('is listed among the visible ones, in the order of the form', () => {
    expect(visibleFields(fields, {})).toEqual(['place', 'tags', 'online', 'people']);
    expect(visibleFields(fields, { place: 'far', far: 'long', people: 0 })).toEqual([
      'place',
      'tags',
      'online',
      'people',
      'far',
      'nobody',
      'detour',
    ]);
  });

  it('that waits for itself or for nothing is never shown', () => {
    const odd: Fields = {
      self: text({ title: theme, when: { field: 'self', is: ['x'] } }),
      a: text({ title: theme, when: { field: 'gone', is: ['undefined', ''] } }),
    };
    expect(visibleFields(odd, { a: '', gone: 'undefined' })).toEqual([]);
    // A value entered by hand keeps it open, and nothing goes round in circles.
    expect(visibleFields(odd, { self: 'x' })).toEqual(['self']);
  });
});

describe('names that every object has', () => {
  const json = (source: string) => JSON.parse(source) as unknown;
  const unknownKeys = (input: unknown) =>
    errorsOf(checkFields(every, input)).filter((e) => !Object.keys(every).includes(e.field));

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])('are unknown keys: %s', (key) => {
    const rest = JSON.stringify(filled).slice(1);
    expect(unknownKeys(json(`{"${key}": {"polluted": true}, ${rest}`)).map((e) => e.field)).toEqual([key]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('are not filled in by the prototype when a form has such fields', () => {
    const fields: Fields = {
      constructor: text({ title: theme }),
      valueOf: text({ title: theme, optional: true }),
      toString: text({ title: theme, when: { field: 'constructor', is: ['x'] } }),
    };
    expect(errorsOf(checkFields(fields, {}))).toEqual([
      { field: 'constructor', text: t('请填写主题', 'Fill in Theme') },
    ]);
    expect(checkFields(fields, { constructor: 'y' })).toEqual({ data: { constructor: 'y' } });
    expect(errorsOf(checkFields(fields, { constructor: 'x' })).map((e) => e.field)).toEqual(['toString']);
  });

  it('do not fill in a form from an inherited value', () => {
    expect(errorsOf(checkFields(every, json(`{"__proto__": ${JSON.stringify(filled)}}`)))).toHaveLength(12);
    expect(errorsOf(checkFields(every, Object.create(filled)))).toHaveLength(11);
  });

  it('do no harm as values of a choice or as what a field waits for', () => {
    const own = [
      { value: '__proto__', title: theme },
      { value: 'constructor', title: theme },
    ] as const;
    const fields: Fields = {
      kind: choice(own, { title: theme }),
      kinds: choices(own, { title: theme, optional: true }),
      a: text({ title: theme, when: { field: '__proto__', is: ['[object Object]'] } }),
      b: text({ title: theme, when: { field: 'constructor', is: ['x'] } }),
      c: text({ title: theme, when: { field: 'kind', is: ['__proto__'] }, optional: true }),
    };
    const data = { kind: '__proto__', kinds: ['__proto__', 'constructor'], c: 'x' };
    expect(checkFields(fields, data)).toEqual({ data });
    expect(complaint(fields['kind']!, 'toString')).toBe('Theme is not one of the choices');
    expect(jsonSchemaOf(fields)).toMatchObject({ properties: { kind: { enum: ['__proto__', 'constructor'] } } });
  });
});

describe('whatever is sent', () => {
  const conditional = { ...every, remark: text({ title: theme, when: { field: 'place', is: ['far', '5'] } }) };
  const keys = fc.constantFrom(...Object.keys(conditional), '__proto__', 'constructor', 'x');
  const likely = fc.constantFrom<unknown>(...Object.values(filled), 'far', ['near', 'near'], -0, 1.5, 1e300, '', null);
  const input = fc.oneof(fc.jsonValue(), fc.dictionary(keys, fc.oneof(likely, fc.jsonValue())), fc.anything());

  it('gives data or errors, and never throws', () => {
    fc.assert(
      fc.property(input, (value) => {
        const checked = checkFields(conditional, value);
        if ('data' in checked) expect(Object.keys(checked)).toEqual(['data']);
        else expect(checked.errors.length).toBeGreaterThan(0);
        for (const { text: sentence } of errorsOf(checked)) expect(sentence.zh && sentence.en).toBeTruthy();
      }),
      { numRuns: 2000 },
    );
  });

  it('is accepted again once it has been cleaned, and agrees with the schema', () => {
    const one = (key: keyof typeof filled) => fc.oneof(fc.constant(filled[key]), likely);
    const almost = fc.record(
      Object.fromEntries((Object.keys(filled) as (keyof typeof filled)[]).map((key) => [key, one(key)])),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        fc.oneof({ weight: 3, arbitrary: almost }, { weight: 1, arbitrary: fc.constant(filled) }),
        (value) => {
          const checked = checkFields(every, value);
          if ('errors' in checked) return;
          expect(checkFields(every, checked.data)).toEqual(checked);
          expect(schemaOf(every).safeParse(checked.data)).toMatchObject({ success: true, data: checked.data });
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('may be nested deeper than the stack', () => {
    const deep = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) as unknown;
    expect(errorsOf(checkFields(conditional, { ...filled, place: deep })).map((e) => e.field)).toEqual(['place']);
  });
});

describe('the JSON Schema of a form', () => {
  it('is draft 7 and says what checkFields checks', () => {
    expect(jsonSchemaOf(every)).toEqual({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: {
        on: { type: 'string', format: 'date' },
        theme: { type: 'string', maxLength: 100 },
        content: { type: 'string', maxLength: 1000 },
        people: { type: 'integer', minimum: 1, maximum: 2000 },
        credits: { type: 'integer', minimum: 5, maximum: 300 },
        part: { type: 'integer', minimum: 0, maximum: 10_000 },
        cost: { type: 'integer', minimum: 0, maximum: 100_000_000_000 },
        place: { type: 'string', enum: ['near', 'far'] },
        places: { type: 'array', items: { type: 'string', enum: ['near', 'far'] }, uniqueItems: true },
        online: { type: 'boolean' },
        teacher: { type: 'string' },
      },
      required: Object.keys(every),
      additionalProperties: false,
    });
  });

  it('requires neither optional nor conditional fields', () => {
    const fields = {
      a: text({ title: theme }),
      b: text({ title: theme, optional: true }),
      c: text({ title: theme, when: { field: 'a', is: ['x'] } }),
    };
    expect(jsonSchemaOf(fields)).toMatchObject({ required: ['a'] });
    expect(jsonSchemaOf({})).toMatchObject({ type: 'object', properties: {}, additionalProperties: false });
  });

  it('is plain JSON', () => {
    expect(JSON.parse(JSON.stringify(jsonSchemaOf(every)))).toEqual(jsonSchemaOf(every));
  });
});
