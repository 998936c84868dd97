// Words for codes (catalog/words.json), the same for every screen and for the command line.
import { useCallback } from 'react';
import table from '../../../../catalog/words.json';
import { type Language, useLanguage } from '../i18n/useLanguage.ts';

export type Kind = keyof typeof table;
type Text = { en: string; ko: string };

/** The word for a code. `qualifiers` say what it may depend on, the most important first (`word('stage_state', 'retake', 'en',
 * 'FINAL', 'DROPPED')`); a code that the table does not know is its own word. */
export function word(kind: Kind, code: string, language: Language, ...qualifiers: string[]): string {
  const words = table[kind] as Record<string, Text>;
  const found = [...qualifiers.map((one) => `${code}/${one}`), code].map((key) => words[key]).find((text) => text !== undefined);
  return found ? found[language] : code;
}

/** `word` in the viewer's language. */
export function useWord() {
  const { language } = useLanguage();
  return useCallback((kind: Kind, code: string, ...qualifiers: string[]) => word(kind, code, language, ...qualifiers), [language]);
}
