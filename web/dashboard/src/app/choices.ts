// Language, theme and zone of this viewer, applied to the page.
import { useEffect } from 'react';
import { setLanguage } from '../i18n/index.ts';
import { type Preferences, usePreference } from '../preferences/usePreference.ts';

export function useLanguageChoice(): [Preferences['language'], (language: Preferences['language']) => void] {
  const [language, choose] = usePreference('language');
  useEffect(() => void setLanguage(language), [language]);
  return [language, choose];
}

export function useThemeChoice(): [Preferences['theme'], (theme: Preferences['theme']) => void] {
  const [theme, choose] = usePreference('theme');
  useEffect(() => {
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    const apply = () => {
      const dark = theme === 'dark' || (theme === 'system' && system.matches);
      document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    };
    apply();
    system.addEventListener('change', apply);
    return () => system.removeEventListener('change', apply);
  }, [theme]);
  return [theme, choose];
}
