// What else this person tried, newest first; each can be compared with this session.
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionDetail } from '../../../api/types.ts';
import { DecisionMark, StatusChip } from '../../../design/marks.tsx';
import { identityKinds } from '../../person/identity.ts';
import { PersonLink } from '../../person/PersonLink.tsx';
import { Time } from '../../sessions/Cell.tsx';
import styles from './Answer.module.css';

const shownAtFirst = 4;

export function OtherSessions({ detail, zone }: { detail: SessionDetail; zone: string }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  if (detail.linked.length === 0) return null;
  const kind = identityKinds.find((one) => detail[one] && detail.linked.some(({ shared }) => shared.includes(one)));
  const value = kind && detail[kind];
  const shown = all ? detail.linked : detail.linked.slice(0, shownAtFirst);
  return (
    <section aria-label={t('session.linked')}>
      <h2 className={styles.small}>{t('session.linked')}</h2>
      {kind && value && (
        <PersonLink kind={kind} value={value}>
          {t('person.allTries')}
        </PersonLink>
      )}
      <ul>
        {shown.map((one) => (
          <li key={one.session_id} className={styles.other}>
            <Link to="/sessions/$sessionId" params={{ sessionId: one.session_id }} search={{}} title={one.session_id}>
              <Time time={one.created_at} zone={zone} />
            </Link>
            <StatusChip status={one.status} />
            {one.decision && <DecisionMark outcome={one.decision.outcome} />}
            <Link
              to="/compare/$left/$right"
              params={{ left: one.session_id, right: detail.session_id }}
              search={{}}
              className="quiet no-print"
            >
              {t('session.compare')}
            </Link>
          </li>
        ))}
      </ul>
      {shown.length < detail.linked.length && (
        <button type="button" className="button plain small no-print" onClick={() => setAll(true)}>
          {t('session.more', { count: detail.linked.length - shown.length })}
        </button>
      )}
    </section>
  );
}
