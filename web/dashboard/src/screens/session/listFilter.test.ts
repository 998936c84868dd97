import { expect, test } from 'vitest';
import type { EventItem } from '../../api/types.ts';
import { matching, nextImpact } from './listFilter.ts';

const event = (name: string, more: Partial<EventItem> = {}): EventItem => ({
  event_id: name,
  session_id: 's',
  name,
  source: 'BE',
  time: '2026-06-21T00:00:00.000Z',
  stage: 'STEP1',
  effective_impact: 'NONE',
  received_at: '2026-06-21T00:00:00.000Z',
  group: null,
  pair: null,
  resolved: null,
  known: true,
  ...more,
});
const events = [
  event('A', { source: 'FE' }),
  event('B', { effective_impact: 'RETAKE', reason: 'blurry' }),
  event('C', { attributes: { engine: { vendor: 'Optic' } } }),
  event('D', { effective_impact: 'REJECTED', stage: 'FINAL' }),
];
const words = (one: EventItem) => (one.name === 'D' ? 'rejection' : '');
const named = (filter: Parameters<typeof matching>[1]) => matching(events, filter, words).map((one) => one.name);
const all = { source: '', stage: '', impacts: [], text: '' };

test('every part of a filter has to hold', () => {
  expect(named(all)).toHaveLength(4);
  expect(named({ ...all, source: 'FE' })).toEqual(['A']);
  expect(named({ ...all, impacts: ['RETAKE', 'REJECTED'], stage: 'STEP1' })).toEqual(['B']);
});

test('the text is looked for in fields and in attributes, however deep', () => {
  expect(named({ ...all, text: 'BLUR' })).toEqual(['B']);
  expect(named({ ...all, text: 'optic' })).toEqual(['C']);
});

test('the text is looked for in the words of the screen too', () => {
  expect(named({ ...all, text: 'rejection' })).toEqual(['D']);
});

test('impacts forward and back, and staying where there is no further one', () => {
  expect(nextImpact(events, 0, 1)).toBe(1);
  expect(nextImpact(events, 1, 1)).toBe(3);
  expect(nextImpact(events, 3, 1)).toBe(3);
  expect(nextImpact(events, 3, -1)).toBe(1);
  expect(nextImpact(events, -1, 1)).toBe(1);
});
