// What a part of a screen shows while it has no data: waiting, nothing there, or what went wrong and what to do.
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/client.ts';
import styles from './states.module.css';

export function Waiting() {
  const { t } = useTranslation();
  return (
    <p className={styles.state} role="status">
      {t('state.loading')}
    </p>
  );
}

export function Empty({ title, children }: { title: string; children?: React.ReactNode }) {
  return (
    <div className={styles.state}>
      <p className={styles.title}>{title}</p>
      {children}
    </div>
  );
}

export function Failed({ error, again }: { error: Error; again?: () => void }) {
  const { t } = useTranslation();
  const problem = error instanceof Problem ? error : null;
  const unreachable = problem?.status === 0;
  return (
    <div className={styles.state} role="alert">
      <p className={styles.title}>{unreachable ? t('state.unreachable') : t('state.failed')}</p>
      <p>{unreachable ? t('state.unreachableHelp') : error.message}</p>
      {problem?.requestId && (
        <p className="quiet">
          {t('state.requestId')} <code>{problem.requestId}</code>
        </p>
      )}
      {again && (
        <button type="button" className="button" onClick={again}>
          {t('state.again')}
        </button>
      )}
    </div>
  );
}
