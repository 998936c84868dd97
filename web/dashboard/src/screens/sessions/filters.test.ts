import { expect, test } from 'vitest';
import { countFilters, filtersOf } from './filters.ts';

const now = Date.UTC(2026, 5, 21, 12);

test('the address has the filters of the API, and nothing else reaches it', () => {
  const search = { status: ['DROPPED', 'ERROR'], stage: 'STEP1', columns: 'x', sort: 'updated', q: 'a@b.test', field: 'email' };
  expect(filtersOf(search, now, 'UTC')).toEqual({ status: ['DROPPED', 'ERROR'], stage: ['STEP1'], q: ['a@b.test'], field: ['email'] });
});

test('a moving range begins at the viewer’s own midnight', () => {
  expect(filtersOf({ range: 'today' }, now, 'Asia/Seoul')).toEqual({ from: '2026-06-20T15:00:00.000Z' });
  expect(filtersOf({ range: '24h' }, now, 'UTC')).toEqual({ from: '2026-06-20T12:00:00.000Z' });
});

test('yesterday ends at midnight, a week begins on Monday', () => {
  expect(filtersOf({ range: 'yesterday' }, now, 'Asia/Seoul')).toEqual({
    from: '2026-06-19T15:00:00.000Z',
    to: '2026-06-20T15:00:00.000Z',
  });
  expect(filtersOf({ range: 'week' }, now, 'UTC')).toEqual({ from: '2026-06-15T00:00:00.000Z' });
});

test('no reason is a value, no status is not', () => {
  expect(filtersOf({ reason: [''], status: [''] }, now, 'UTC')).toEqual({ reason: [''] });
  expect(countFilters({ reason: [''], status: [''] })).toBe(1);
});

test('a field without a text is no filter', () => {
  expect(filtersOf({ field: 'email' }, now, 'UTC')).toEqual({});
  expect(countFilters({ field: 'email' })).toBe(0);
  expect(countFilters({ status: 'ERROR', range: '7d', sort: 'created' })).toBe(2);
});
