// How this viewer's page shows things, and the way out: one menu at the end of the header.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreference } from '../preferences/usePreference.ts';
import { offset } from '../time/format.ts';
import { useLanguageChoice, useThemeChoice } from './choices.ts';
import styles from './SettingsMenu.module.css';
import { signOut, useViewer } from './viewer.ts';
import { ZoneSelect } from './ZoneSelect.tsx';

function LanguageSelect() {
  const { t } = useTranslation();
  const [language, setLanguage] = useLanguageChoice();
  return (
    <label>
      {t('settings.language')}
      <select value={language} onChange={(event) => setLanguage(event.target.value === 'ko' ? 'ko' : 'en')}>
        <option value="en" lang="en">
          English
        </option>
        <option value="ko" lang="ko">
          한국어
        </option>
      </select>
    </label>
  );
}

function ThemeSelect() {
  const { t } = useTranslation();
  const [theme, setTheme] = useThemeChoice();
  return (
    <label>
      {t('settings.theme')}
      <select value={theme} onChange={(event) => setTheme(event.target.value as typeof theme)}>
        <option value="system">{t('settings.themeSystem')}</option>
        <option value="light">{t('settings.themeLight')}</option>
        <option value="dark">{t('settings.themeDark')}</option>
      </select>
    </label>
  );
}

function SignOut() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut(queries);
    await navigate({ to: '/sign-in', search: {} });
  };
  return (
    <button type="button" className="button" onClick={() => void leave()}>
      {t('nav.signOut')}
    </button>
  );
}

export function SettingsMenu({ openHelp }: { openHelp: () => void }) {
  const { t } = useTranslation();
  const menu = useId();
  const viewer = useViewer();
  const [zone] = usePreference('zone');
  return (
    <>
      <button type="button" className="button plain" popoverTarget={menu} aria-label={t('settings.menu')} title={t('settings.menu')}>
        <span className="num">{offset(Date.now(), zone)}</span> <span aria-hidden="true">▾</span>
      </button>
      <div id={menu} popover="auto" role="group" aria-label={t('settings.menu')} className={styles.menu}>
        <p className="quiet">{viewer.project.name}</p>
        <ZoneSelect />
        <LanguageSelect />
        <ThemeSelect />
        <button type="button" className="button" popoverTarget={menu} popoverTargetAction="hide" onClick={openHelp}>
          {t('keys.help')} <kbd>?</kbd>
        </button>
        <SignOut />
      </div>
    </>
  );
}
