import { expect, test } from 'vitest';
import schema from '../../../../catalog/words.json';
import { word } from './words.ts';

test('a word may depend on where it stands', () => {
  expect(word('stage_state', 'retake', 'en')).toBe('retake not done');
  expect(word('stage_state', 'retake', 'en', 'STEP1', 'IN_PROGRESS')).toBe('retake requested');
  expect(word('stage_state', 'passed', 'en', 'FINAL', 'COMPLETED')).toBe('approved');
  expect(word('stage_state', 'passed', 'en', 'STEP1', 'COMPLETED')).toBe('passed');
});

test('a code that the table does not know is its own word', () => {
  expect(word('finding', 'SOMETHING_NEW', 'ko')).toBe('SOMETHING_NEW');
});

test('every word is there in both languages', () => {
  for (const [kind, words] of Object.entries(schema))
    for (const [code, text] of Object.entries(words)) {
      expect(text.en, `${kind} ${code}`).not.toBe('');
      expect(text.ko, `${kind} ${code}`).not.toBe('');
    }
});
