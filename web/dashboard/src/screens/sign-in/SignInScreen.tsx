// A read key opens the dashboard. It goes to this server once and is not kept by the page: the server's cookie is.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../api/client.ts';
import { useLanguageChoice, useThemeChoice } from '../../app/choices.ts';
import { textOf } from '../../app/search.ts';
import { signIn } from '../../app/viewer.ts';
import styles from './SignInScreen.module.css';

/** Takes `#key=…` out of the address, so that it is neither bookmarked nor seen over a shoulder. */
function takeKeyFromAddress(): string {
  const key = new URLSearchParams(window.location.hash.slice(1)).get('key') ?? '';
  if (key) window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  return key;
}

function useEnter(): { enter: (key: string) => Promise<void>; refusal: string | null; busy: boolean } {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const to = textOf(useSearch({ strict: false }), 'to');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const enter = useCallback(
    async (key: string) => {
      setBusy(true);
      setRefusal(null);
      try {
        await signIn(queries, key.trim());
        // Only an address of our own: `//elsewhere` and `https:` are not.
        const own = /^\/(?!\/|\\)/.test(to);
        if (own) router.history.replace(to);
        else await navigate({ to: '/sessions', search: {}, replace: true });
      } catch (error) {
        const status = error instanceof Problem ? error.status : -1;
        setRefusal(
          status === 401 || status === 400
            ? t('signIn.unknown')
            : status === 403
              ? t('signIn.wrongKind')
              : status === 0
                ? t('state.unreachable')
                : String(error),
        );
      } finally {
        setBusy(false);
      }
    },
    [queries, navigate, router, to, t],
  );
  return { enter, refusal, busy };
}

export default function SignInScreen() {
  const { t } = useTranslation();
  const [language, setLanguage] = useLanguageChoice();
  useThemeChoice();
  const [key, setKey] = useState('');
  const { enter, refusal, busy } = useEnter();
  useEffect(() => {
    const given = takeKeyFromAddress();
    if (given) void enter(given); // once: it is taken out of the address
  }, [enter]);
  return (
    <main className={styles.screen}>
      <form
        className={`${styles.form} panel stack`}
        onSubmit={(event) => {
          event.preventDefault();
          void enter(key);
        }}
      >
        <h1>Session Journey</h1>
        <p className="quiet">{t('signIn.what')}</p>
        <label className="stack" htmlFor="key">
          {t('signIn.key')}
        </label>
        <input
          id="key"
          type="password"
          autoComplete="current-password"
          spellCheck={false}
          placeholder="sj_read_…"
          value={key}
          onChange={(event) => setKey(event.target.value)}
          aria-describedby="key-help"
          aria-invalid={refusal !== null}
          required
        />
        {refusal && (
          <p role="alert" className={styles.refusal}>
            {refusal}
          </p>
        )}
        <button type="submit" className="button primary" disabled={busy}>
          {t('signIn.enter')}
        </button>
        <p id="key-help" className="quiet">
          {t('signIn.help')}
        </p>
        <button
          type="button"
          className="button plain small"
          onClick={() => setLanguage(language === 'ko' ? 'en' : 'ko')}
          lang={language === 'ko' ? 'en' : 'ko'}
        >
          {language === 'ko' ? 'English' : '한국어'}
        </button>
      </form>
    </main>
  );
}
