// Anomalies that change what an analyst does: what it is, and the events with their times.
import { useTranslation } from 'react-i18next';
import { useWord } from '../../../words/words.ts';
import type { AnswerProps } from './Answer.tsx';
import styles from './Answer.module.css';
import { EventLink } from './EventLink.tsx';
import { eventOf, eventsShown, isWarning, otherIdentity } from './findings.ts';

export function Warnings({ detail, events, zone, onShow }: AnswerProps) {
  const { t } = useTranslation();
  const word = useWord();
  const found = detail.explanation.findings.filter(isWarning);
  if (found.length === 0) return null;
  return (
    <ul className={styles.warnings} aria-label={t('session.warnings')}>
      {found.map((finding) => (
        <li key={finding.code}>
          <strong title={finding.code}>
            <span aria-hidden="true">⚠ </span>
            {word('finding', finding.code)}
          </strong>
          {finding.event_ids.slice(0, eventsShown).map((id) => {
            const event = eventOf(id, events);
            const what = event && finding.code === 'IDENTITY_CHANGED' ? otherIdentity(event, detail) : undefined;
            return event && <EventLink key={id} event={event} what={what} reference={detail.created_at} zone={zone} onShow={onShow} />;
          })}
          {finding.total > eventsShown && <span className="quiet">{t('session.more', { count: finding.total - eventsShown })}</span>}
        </li>
      ))}
    </ul>
  );
}
