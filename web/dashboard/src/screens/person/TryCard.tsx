// One try: when, how far, what was decided and why, and what was different from the try before.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SessionSummary } from '../../api/types.ts';
import { DecisionMark, StatusChip } from '../../design/marks.tsx';
import { usePreference } from '../../preferences/usePreference.ts';
import { dateTime, duration } from '../../time/format.ts';
import { useWhy } from '../../words/useWhy.ts';
import { useWord } from '../../words/words.ts';
import { ChangeList } from './ChangeList.tsx';
import { changesBetween } from './changes.ts';
import styles from './PersonScreen.module.css';
import type { Try } from './useTries.ts';

export function TryHead({ row }: { row: SessionSummary }) {
  const { t } = useTranslation();
  const [zone] = usePreference('zone');
  const word = useWord();
  const why = useWhy();
  return (
    <p className="row">
      <Link to="/sessions/$sessionId" params={{ sessionId: row.session_id }} search={{}}>
        <time dateTime={row.created_at}>{dateTime(row.created_at, zone)}</time>
      </Link>
      <StatusChip status={row.status} />
      {row.decision ? <DecisionMark outcome={row.decision.outcome} /> : <span className="quiet">{word('decision', 'NONE')}</span>}
      <span title={row.decision?.reason ?? row.headline}>{why(row)}</span>
      <span className="quiet num">
        {t('person.took', { time: duration(row.active_ms) })} · {t('session.retakes', { count: row.counts.retakes })}
      </span>
    </p>
  );
}

function SinceBefore({ before, now }: { before: Try; now: Try }) {
  const { t } = useTranslation();
  const changes = changesBetween(before.events, now.events);
  const later = duration(Date.parse(now.row.created_at) - Date.parse(before.row.created_at));
  return (
    <div className={styles.since}>
      <p className="quiet">
        {t('person.since', { later })}{' '}
        <Link to="/compare/$left/$right" params={{ left: before.row.session_id, right: now.row.session_id }} search={{}}>
          {t('person.compareBoth')}
        </Link>
      </p>
      {changes.length > 0 ? <ChangeList changes={changes} /> : <p className="quiet">{t('person.noChange')}</p>}
      {!(before.complete && now.complete) && <p className="quiet">{t('person.cut')}</p>}
    </div>
  );
}

export function TryCard({ now, before, number, of }: { now: Try; before: Try | undefined; number: number; of: number }) {
  const { t } = useTranslation();
  return (
    <li className={`panel ${styles.try}`}>
      <h2>{t('person.try', { number, of })}</h2>
      <TryHead row={now.row} />
      {before && <SinceBefore before={before} now={now} />}
    </li>
  );
}
