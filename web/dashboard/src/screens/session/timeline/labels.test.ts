import { describe, expect, test } from 'vitest';
import { type Mark, placeLabels, type Wall } from './labels.ts';

const bounds = { from: 0, to: 1000 };
const measure = (text: string) => text.length * 10;
const mark = (key: string, x: number, more: Partial<Mark> = {}): Mark => ({
  key,
  x0: x,
  x1: x,
  y: 0,
  text: 'ten signs!',
  importance: 4,
  must: false,
  bracket: null,
  ...more,
});
const placed = (marks: Mark[], walls: Wall[] = []) =>
  new Map(placeLabels(marks, walls, bounds, measure).map((label) => [label.key, label]));

describe('a label', () => {
  test('is beside its mark, and flips at the edge', () => {
    const labels = placed([mark('a', 100), mark('b', 980)]);
    expect(labels.get('a')?.x).toBeGreaterThan(100);
    expect((labels.get('b')?.x ?? 0) + 100).toBeLessThan(980);
  });

  test('is left out where it would lie on another mark', () => {
    expect(placed([mark('a', 100), mark('b', 150), mark('c', 60)]).has('a')).toBe(false);
  });

  test('of evidence is written before others, and never left out', () => {
    const crowd = Array.from({ length: 60 }, (_, i) => mark(`other${i}`, i * 16));
    const labels = placed([...crowd, mark('cause', 500, { importance: 0, must: true })]);
    expect(labels.get('cause')?.text).toBe('ten signs!');
  });

  test('of evidence says less where there is little room', () => {
    const labels = placed([mark('cause', 100, { importance: 0, must: true }), mark('next', 190), mark('before', 60)]);
    expect(labels.get('cause')?.text).toMatch(/^ten.*…$/);
  });

  test('stands outside the bracket, and a line leads to it', () => {
    const label = placed([mark('a', 100, { bracket: { x0: 80, x1: 140 } })]).get('a');
    expect(label?.x).toBeGreaterThan(140);
    expect(label?.lead).toMatchObject({ from: 109 });
  });

  test('does not cross the bracket of others', () => {
    expect(placed([mark('a', 100)], [{ x: 150, y0: -10, y1: 10 }]).has('a')).toBe(false);
    expect(placed([mark('a', 100)], [{ x: 150, y0: 10, y1: 30 }]).has('a')).toBe(true);
  });

  test('of evidence crosses the bracket of others rather than being cut', () => {
    const label = placed([mark('cause', 100, { must: true, importance: 0 })], [{ x: 150, y0: -10, y1: 10 }]).get('cause');
    expect(label?.text).toBe('ten signs!');
  });

  test('stays within a wide bracket, beside its mark', () => {
    const label = placed([mark('a', 100, { bracket: { x0: 80, x1: 600 } })]).get('a');
    expect(label).toMatchObject({ x: 111, lead: null });
  });

  test('does not begin on a bar that began before its mark', () => {
    const labels = placed([mark('bar', 400, { x0: 100, text: 'bar' }), mark('in the bar', 200)]);
    expect(labels.has('in the bar')).toBe(false);
    expect(labels.get('bar')?.x).toBe(411);
  });

  test('never lies on another label', () => {
    const labels = [...placed(Array.from({ length: 40 }, (_, i) => mark(`m${i}`, i * 55, { importance: i % 5 }))).values()];
    const sorted = labels.sort((a, b) => a.x - b.x);
    for (const [index, label] of sorted.entries()) {
      const next = sorted[index + 1];
      if (next) expect(next.x).toBeGreaterThanOrEqual(label.x + label.width);
    }
  });
});
