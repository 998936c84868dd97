// What the answer stands on, each with its certainty. The first ones are shown; more on request.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWord } from '../../../words/words.ts';
import { keyOf } from '../eventKey.ts';
import type { AnswerProps } from './Answer.tsx';
import styles from './Answer.module.css';
import { EventLink } from './EventLink.tsx';
import { warnedOf } from './findings.ts';

const shownAtFirst = 5;

export function EvidenceChips({ detail, events, zone, onShow }: AnswerProps) {
  const { t } = useTranslation();
  const word = useWord();
  const [all, setAll] = useState(false);
  const { confidence, evidence_totals } = detail.explanation;
  const warned = warnedOf(detail);
  const evidence = detail.explanation.evidence.filter((one) => one.role !== 'contributing' || !warned.has(one.event_id));
  const told = detail.explanation.evidence.length - evidence.length;
  const total = Object.values(evidence_totals).reduce((sum, count) => sum + count, 0) - told;
  if (total === 0) return null;
  const shown = all ? evidence : evidence.slice(0, shownAtFirst);
  return (
    <ul className={styles.events} aria-label={t('session.evidence')}>
      {shown.map((one) => {
        const event = events.get(keyOf(one))?.event;
        return (
          <li key={`${one.role} ${keyOf(one)}`}>
            {event && (
              <EventLink
                event={event}
                role={word('evidence', one.role, confidence)}
                reference={detail.created_at}
                zone={zone}
                onShow={onShow}
              />
            )}
          </li>
        );
      })}
      {total > shown.length && (
        <li>
          {shown.length < evidence.length ? (
            <button type="button" className="button plain small" onClick={() => setAll(true)}>
              {t('session.more', { count: total - shown.length })}
            </button>
          ) : (
            <span className="quiet">{t('session.more', { count: total - shown.length })}</span>
          )}
        </li>
      )}
    </ul>
  );
}
