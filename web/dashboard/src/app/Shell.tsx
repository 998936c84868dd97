// What is around every screen: where one can go, who looks, and how the page shows things.
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listSearch } from '../screens/sessions/neighbours.ts';
import { HelpDialog } from './HelpDialog.tsx';
import { useShortcuts } from './keyboard.tsx';
import { CommandPalette } from './palette/CommandPalette.tsx';
import { SettingsMenu } from './SettingsMenu.tsx';
import type { Search } from './search.ts';
import styles from './Shell.module.css';
import { useViewer } from './viewer.ts';

const places = [
  { to: '/sessions', name: 'sessions', keys: 'g s' },
  { to: '/analytics', name: 'analytics', keys: 'g a' },
  { to: '/live', name: 'live', keys: 'g l' },
  { to: '/reference', name: 'reference', keys: 'g r' },
] as const;

/** From elsewhere, the way to the list leads to the filters that it had; from the list itself, to all sessions. */
const searchOf = (to: string, path: string): Search => (to === '/sessions' && path !== to ? listSearch() : {});

function useGlobalKeys(path: string, openHelp: () => void, openPalette: () => void) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  useShortcuts([
    { keys: '?', label: t('keys.help'), run: openHelp },
    ...places.map((place) => ({
      keys: place.keys,
      label: t('keys.goTo', { place: t(`nav.${place.name}`) }),
      run: () => void navigate({ to: place.to, search: searchOf(place.to, path) }),
    })),
  ]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      openPalette();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [openPalette]);
}

/** Once, when the first screen is done with its own work. */
function useScreensAhead(load: () => void) {
  useEffect(() => {
    const timer = setTimeout(load, 1500);
    return () => clearTimeout(timer);
  }, [load]);
}

export function Shell({ loadAhead }: { loadAhead: () => void }) {
  const { t } = useTranslation();
  const viewer = useViewer();
  const [open, setOpen] = useState<'help' | 'palette' | null>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useScreensAhead(loadAhead);
  useGlobalKeys(
    path,
    () => setOpen('help'),
    () => setOpen('palette'),
  );
  return (
    <>
      <a href="#main" className={styles.skip}>
        {t('nav.skip')}
      </a>
      <header className={`${styles.header} no-print`}>
        <Link to="/sessions" search={{}} className={styles.brand}>
          <img src="/favicon.svg" alt="" width="20" height="20" />
          <span className={styles.brandName}>Session Journey</span>
        </Link>
        <nav aria-label={t('nav.label')} className={styles.nav}>
          {places.map((place) => (
            <Link
              key={place.to}
              to={place.to}
              search={searchOf(place.to, path)}
              aria-current={path.startsWith(place.to) ? 'page' : undefined}
            >
              {t(`nav.${place.name}`)}
            </Link>
          ))}
        </nav>
        <span className={`${styles.project} cut`} title={viewer.project.id}>
          {viewer.project.name}
        </span>
        <button type="button" className={`button ${styles.find}`} onClick={() => setOpen('palette')} aria-label={t('palette.title')}>
          <svg viewBox="0 0 16 16" className={styles.findIcon} aria-hidden="true">
            <path d="M6.5 2a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zm4 8.5L14 14" fill="none" stroke="currentColor" strokeWidth="1.6" />
          </svg>
          <span className={styles.findText}>{t('palette.title')}</span>
          <kbd>Ctrl K</kbd>
        </button>
        <SettingsMenu openHelp={() => setOpen('help')} />
      </header>
      <main id="main" className={styles.main} tabIndex={-1}>
        <Outlet />
      </main>
      {open === 'help' && <HelpDialog onClose={() => setOpen(null)} />}
      {open === 'palette' && <CommandPalette onClose={() => setOpen(null)} />}
    </>
  );
}
