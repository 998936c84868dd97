import { expect, test } from 'vitest';
import { scenarios } from './scenarios.ts';
import { texts } from './texts.ts';

test('both languages name the same things', () => {
  for (const part of ['scenarios', 'checkNames', 'errorText', 'retakeReason'] as const)
    expect(Object.keys(texts.ko[part])).toEqual(Object.keys(texts.en[part]));
  for (const { id } of scenarios) expect(texts.en.scenarios[id].title).not.toBe('');
});

test('Korean is Korean', () => {
  const words = [
    ...Object.values(texts.ko.scenarios).flatMap(({ title, hint }) => [title, hint]),
    ...Object.values(texts.ko.errorText),
    ...texts.ko.steps,
  ];
  for (const text of words) expect(text).toMatch(/[가-힣]/);
});
