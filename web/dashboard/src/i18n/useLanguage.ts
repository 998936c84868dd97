import { useTranslation } from 'react-i18next';
import type { LocalText } from '../api/types.ts';

export type Language = 'en' | 'ko';

/** The language of the page, and a picker for texts that come in both from the server. */
export function useLanguage(): { language: Language; pick: (text: LocalText) => string } {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'ko' ? 'ko' : 'en';
  return { language, pick: (text) => text[language] || text.en };
}
