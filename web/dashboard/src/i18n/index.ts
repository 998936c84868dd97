// English and Korean. A key that one of them lacks is a test failure (i18n.test.ts), one that English lacks a type error.
import i18next, { type FormatterModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { preferenceOf } from '../preferences/usePreference.ts';
import { number } from '../time/format.ts';
import en from './en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

/** A number in a text has its thousands apart; nothing else is changed. */
const thousands: FormatterModule = {
  type: 'formatter',
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown) => (typeof value === 'number' ? number(value) : String(value)),
};

export async function setLanguage(language: 'en' | 'ko'): Promise<void> {
  if (language === 'ko' && !i18next.hasResourceBundle('ko', 'translation')) {
    const { default: ko } = await import('./ko.json');
    i18next.addResourceBundle('ko', 'translation', ko);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export async function startLanguage(): Promise<void> {
  await i18next
    .use(initReactI18next)
    .use(thousands)
    .init({
      lng: 'en',
      fallbackLng: 'en',
      resources: { en: { translation: en } },
      interpolation: { escapeValue: false, alwaysFormat: true },
    });
  await setLanguage(preferenceOf('language'));
}
