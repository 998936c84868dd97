// Which session this is and as of when, the neighbours in the list, and what can be done with it.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SessionDetail } from '../../api/types.ts';
import { CopyButton } from '../../design/CopyButton.tsx';
import { exact } from '../../time/format.ts';
import { listSearch, neighboursOf } from '../sessions/neighbours.ts';
import styles from './Bar.module.css';

interface Props {
  detail: SessionDetail;
  live: boolean;
  asOf: string | undefined;
  zone: string;
}

function Neighbour({ id, label, keys }: { id: string | undefined; label: string; keys: string }) {
  if (!id) return null;
  return (
    <Link to="/sessions/$sessionId" params={{ sessionId: id }} search={{}} replace className="button plain small">
      {label} <kbd>{keys}</kbd>
    </Link>
  );
}

export function Bar({ detail, live, asOf, zone }: Props) {
  const { t } = useTranslation();
  const { previous, next } = neighboursOf(detail.session_id);
  return (
    <div className={`row ${styles.bar}`}>
      <Link to="/sessions" search={listSearch()} className="button plain small no-print">
        ← {t('session.backToList')} <kbd>u</kbd>
      </Link>
      <span className="row grow">
        <span className="mono cut">{detail.session_id}</span>
        <CopyButton value={detail.session_id} what={t('column.session_id')} />
        {asOf ? (
          <strong className={styles.past}>{t('asOf.past', { time: exact(asOf, zone), zone })}</strong>
        ) : (
          live && <span className={styles.live}>{t('session.live')}</span>
        )}
      </span>
      <span className="row no-print">
        <Neighbour id={previous} label={t('session.previous')} keys="[" />
        <Neighbour id={next} label={t('session.next')} keys="]" />
        <CopyButton value={window.location.href} what={t('session.share')}>
          {t('session.share')}
        </CopyButton>
        <button type="button" className="button plain small" onClick={() => window.print()}>
          {t('session.print')}
        </button>
      </span>
    </div>
  );
}
