import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatInstant, formatInstantDay, formatMoney, formatNumber, formatShare } from '../src/app/format.js';
import { preferredLanguage } from '../src/app/language.js';
import { tokens } from '../src/app/theme.js';
import { readNumber, writeNumber } from '../src/components/form/number-text.js';
import { unitText } from '../src/components/form/unit-text.js';
import { returnPath } from '../src/login/return-path.js';

describe('readNumber', () => {
  it.each([
    ['integer', '12', 12],
    ['integer', '1,200', 1200],
    ['integer', '１２', 12],
    ['integer', '-1', -1],
    ['integer', '2.5', 2.5],
    ['integer', '12a', '12a'],
    ['share', '12.34', 1234],
    ['share', '12.5%', 1250],
    ['share', '100', 10_000],
    ['share', '12.345', '12.345'],
    ['money', '1,234.5', 123_450],
    ['money', '0.01', 1],
    ['money', '0.001', '0.001'],
    ['money', '  ', undefined],
  ] as const)('%s %j', (widget, text, value) => expect(readNumber({ widget }, text)).toBe(value));

  it.each([
    ['2.5', 25],
    ['2', 20],
    ['２．５０', 25],
    ['-0.5', -5],
    ['2.55', 25.5],
    ['2,5a', '2,5a'],
  ])('a decimal with one digit %j', (text, value) =>
    expect(readNumber({ widget: 'decimal', scale: 1 }, text)).toBe(value),
  );

  it('writes a decimal with its digits', () => {
    expect(writeNumber({ widget: 'decimal', scale: 1 }, 25)).toBe('2.5');
    expect(writeNumber({ widget: 'decimal', scale: 2 }, 200)).toBe('2.00');
  });

  it.each([
    ['integer', 12],
    ['share', 1234],
    ['share', 10_000],
    ['money', 123_450],
    ['money', 1],
  ] as const)('%s %d survives writing and reading', (widget, value) => {
    expect(readNumber({ widget }, writeNumber({ widget }, value))).toBe(value);
  });

  it('shows what could not be read as it was typed', () => {
    expect(writeNumber({ widget: 'money' }, 'abc')).toBe('abc');
    expect(writeNumber({ widget: 'share' }, undefined)).toBe('');
  });
});

describe('format', () => {
  it('shows instants in Asia/Shanghai', () => {
    expect(formatInstant('2026-11-23T15:59:00.000Z')).toBe('2026-11-23 23:59');
    expect(formatInstantDay('2026-11-23T16:00:00.000Z')).toBe('2026-11-24');
    expect(formatInstant(null)).toBe('—');
  });
  it('shows numbers, shares and money', () => {
    expect(formatNumber(1234)).toBe('1,234');
    expect(formatShare(1250)).toBe('12.5%');
    expect(formatMoney(123_456)).toBe('1,234.56');
    expect([formatNumber(null), formatShare(undefined), formatMoney(null)]).toEqual(['—', '—', '—']);
  });
});

describe('preferredLanguage', () => {
  it.each([
    ['en', ['zh-CN'], 'en'],
    [null, ['en-GB', 'zh-CN'], 'en'],
    [null, ['zh-TW'], 'zh'],
    [null, ['fr', 'en'], 'en'],
    [null, [], 'zh'],
    ['de', ['fr'], 'zh'],
  ])('stored %s, browser %j: %s', (stored, browser, language) => {
    expect(preferredLanguage(stored, browser)).toBe(language);
  });
});

describe('returnPath', () => {
  it('carries where somebody was', () => {
    const query = returnPath.query({ pathname: '/records', search: '?form=a&state=b', hash: '#x' });
    expect(returnPath.read(query)).toBe('/records?form=a&state=b#x');
    expect(returnPath.query({ pathname: '/', search: '', hash: '' })).toBe('');
  });
  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/login',
    '/login?to=/x',
    'records',
    '',
  ])('never leads to %j', (to) => expect(returnPath.read(`?to=${encodeURIComponent(to)}`)).toBe('/'));
  it('knows /login only as a whole word', () => expect(returnPath.read('?to=/logins')).toBe('/logins'));
});

describe('theme', () => {
  const css = readFileSync(new URL('../src/app/theme.css', import.meta.url), 'utf8');
  const variable = (name: string) => new RegExp(`--${name}:\\s*([^;]+);`).exec(css)?.[1];

  it('has the same colours in the style sheet as in antd', () => {
    expect(variable('primary')).toBe(tokens.colorPrimary);
    expect(variable('success')).toBe(tokens.colorSuccess);
    expect(variable('warning')).toBe(tokens.colorWarning);
    expect(variable('error')).toBe(tokens.colorError);
    expect(variable('primary-wash')).toBe(tokens.colorPrimaryBg);
    expect(variable('success-wash')).toBe(tokens.colorSuccessBg);
    expect(variable('warning-wash')).toBe(tokens.colorWarningBg);
    expect(variable('error-wash')).toBe(tokens.colorErrorBg);
  });

  it('fetches nothing from elsewhere', () => expect(css).not.toMatch(/url\(|@import/));
});

describe('a unit behind its number', () => {
  const unit = (en: string) => ({ zh: '\u6b21', en });
  it.each([
    ['times', 'time'],
    ['schools', 'school'],
    ['working days', 'working day'],
    ['people', 'person'],
    ['classes', 'class'],
    ['activities', 'activity'],
    ['staff', 'staff'],
  ])('is singular in English behind 1: %s', (many, one) => {
    expect(unitText(unit(many), 1, 'en')).toBe(one);
    expect(unitText(unit(many), 2, 'en')).toBe(many);
    expect(unitText(unit(many), 0, 'en')).toBe(many);
    expect(unitText(unit(many), 1, 'zh')).toBe('\u6b21');
  });
});
