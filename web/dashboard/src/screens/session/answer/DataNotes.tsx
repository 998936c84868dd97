// What is wrong with the data of this journey, without changing its answer.
import { useTranslation } from 'react-i18next';
import { useWord } from '../../../words/words.ts';
import { keyOf } from '../eventKey.ts';
import { moment } from '../useEventWords.ts';
import type { AnswerProps } from './Answer.tsx';
import styles from './Answer.module.css';
import { eventOf, isWarning } from './findings.ts';

export function DataNotes({ detail, events, zone, onShow }: AnswerProps) {
  const { t } = useTranslation();
  const word = useWord();
  const found = detail.explanation.findings.filter((finding) => !isWarning(finding));
  if (found.length === 0) return null;
  return (
    <section aria-label={t('session.dataNotes')}>
      <h2 className={styles.small}>{t('session.dataNotes')}</h2>
      <ul className={styles.notes}>
        {found.map((finding) => {
          const first = eventOf(finding.event_ids[0] ?? '', events);
          return (
            <li key={finding.code}>
              <span title={finding.code}>{word('finding', finding.code)}</span>
              {first && (
                <button
                  type="button"
                  className={styles.link}
                  title={t('session.showEvent', { name: first.name })}
                  onClick={() => onShow(keyOf(first))}
                >
                  {moment(first.time, detail.created_at, zone)}
                </button>
              )}
              {finding.total > 1 && <span className="quiet num">{t('session.more', { count: finding.total - 1 })}</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
