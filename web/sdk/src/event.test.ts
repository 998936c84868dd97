import { describe, expect, test } from 'vitest';
import { allowed, plainMessage, plainPath } from './event.ts';
import { uuid7 } from './uuid.ts';

describe('what leaves the page', () => {
  test('attributes that nobody allowed stay', () => {
    expect(allowed({ path: '/id', passport: 'M123', plan: 'pro' }, ['plan'])).toEqual({ path: '/id', plan: 'pro' });
  });
  test('values are plain and short', () => {
    const odd = { plan: { a: 1 }, long: 'x'.repeat(2000) } as unknown as Record<string, string>;
    expect(allowed(odd, ['plan', 'long'])).toEqual({ long: 'x'.repeat(512) });
  });
  test('addresses lose their query and fragment', () => {
    expect(plainPath('https://a.test/id/guide?email=a@b.c#x')).toBe('/id/guide');
    expect(plainPath('/face')).toBe('/face');
    expect(plainPath('http://')).toBe('/');
  });
  test('messages lose what looks like a person', () => {
    expect(plainMessage('cannot parse kim@example.com of 900101-1234567 at https://a.test/x?token=1\nsecond')).toBe(
      'cannot parse <email> of <number>-<number> at /x',
    );
  });
});

test('ids are UUIDs of version 7, ordered by time', () => {
  const [a, b] = [uuid7(1_782_000_000_000), uuid7(1_782_000_000_001)];
  expect(a).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(a < b).toBe(true);
  expect(Number.parseInt(a.replaceAll('-', '').slice(0, 12), 16)).toBe(1_782_000_000_000);
});
