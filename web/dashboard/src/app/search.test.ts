import { expect, test } from 'vitest';
import { changed, listOf, parseSearch, stringifySearch, textOf } from './search.ts';

test('an address says the same before and after', () => {
  const search = parseSearch('?status=DROPPED&status=ERROR&q=a%2Bb%40c.test&stage=STEP1');
  expect(listOf(search, 'status')).toEqual(['DROPPED', 'ERROR']);
  expect(textOf(search, 'q')).toBe('a+b@c.test');
  expect(parseSearch(stringifySearch(search))).toEqual(search);
});

test('a change takes out what is empty and keeps the rest', () => {
  const search = parseSearch('?status=DROPPED&q=x');
  expect(changed(search, { q: '', stage: ['STEP1', 'STEP2'] })).toEqual({ status: 'DROPPED', stage: ['STEP1', 'STEP2'] });
  expect(changed(search, { status: [] })).toEqual({ q: 'x' });
});

test('an empty text in a list is a value', () => {
  expect(stringifySearch(changed({}, { reason: [''], q: '' }))).toBe('?reason=');
  expect(parseSearch('?reason=')).toEqual({ reason: [''] });
  expect(listOf(parseSearch('?reason=&reason=expired_id'), 'reason')).toEqual(['', 'expired_id']);
});

test('numbers and booleans stay texts', () => {
  expect(parseSearch('?q=123&field=true')).toEqual({ q: '123', field: 'true' });
});
