// English and Korean. A key that one of them lacks is a test failure (i18n.test.ts), one that English lacks a type error.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { preferenceOf } from '../preferences/usePreference.ts';
import en from './en.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

export async function setLanguage(language: 'en' | 'ko'): Promise<void> {
  if (language === 'ko' && !i18next.hasResourceBundle('ko', 'translation')) {
    const { default: ko } = await import('./ko.json');
    i18next.addResourceBundle('ko', 'translation', ko);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  await setLanguage(preferenceOf('language'));
}
