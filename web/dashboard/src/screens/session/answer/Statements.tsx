// How far it got and what was decided: two facts, never one.
import { useTranslation } from 'react-i18next';
import type { SessionDetail } from '../../../api/types.ts';
import { DecisionMark, StatusChip } from '../../../design/marks.tsx';
import { dateTime } from '../../../time/format.ts';
import { useWord } from '../../../words/words.ts';
import styles from './Answer.module.css';

export function Statements({ detail, zone }: { detail: SessionDetail; zone: string }) {
  const { t } = useTranslation();
  const word = useWord();
  const { decision } = detail;
  return (
    <dl className={styles.statements}>
      <div>
        <dt>{t('session.status')}</dt>
        <dd>
          <StatusChip status={detail.status} /> <span className="quiet">{word('status_meaning', detail.status)}</span>
        </dd>
      </div>
      <div>
        <dt>{t('session.decision')}</dt>
        <dd>
          <DecisionMark outcome={decision?.outcome ?? 'NONE'} />{' '}
          {decision && (
            <span className="quiet">
              {word('decided_by', decision.decided_by)} · <time dateTime={decision.decided_at}>{dateTime(decision.decided_at, zone)}</time>
              {decision.history.length > 1 && ` · ${t('session.decidedTimes', { count: decision.history.length })}`}
            </span>
          )}
        </dd>
      </div>
    </dl>
  );
}
