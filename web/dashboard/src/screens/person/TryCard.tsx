// One try: when, how far, what was decided and why, and what was different from the try before.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { SessionSummary } from '../../api/types.ts';
import { DecisionMark, StatusChip } from '../../design/marks.tsx';
import { usePreference } from '../../preferences/usePreference.ts';
import { dateTime, duration } from '../../time/format.ts';
import { Why } from '../sessions/Cell.tsx';
import { factNames, factOf } from '../compare/facts.ts';
import { ChangeList } from './ChangeList.tsx';
import { changesBetween, helped } from './changes.ts';
import styles from './PersonScreen.module.css';
import type { Try } from './useTries.ts';

export function TryHead({ row }: { row: SessionSummary }) {
  const { t } = useTranslation();
  const [zone] = usePreference('zone');
  return (
    <p className="row">
      <Link to="/sessions/$sessionId" params={{ sessionId: row.session_id }} search={{}}>
        <time dateTime={row.created_at}>{dateTime(row.created_at, zone)}</time>
      </Link>
      <StatusChip status={row.status} />
      <DecisionMark outcome={row.decision?.outcome ?? 'NONE'} />
      <Why row={row} />
      <span className="quiet num">
        {t('person.took', { time: duration(row.active_ms) })} · {t('session.retakes', { count: row.counts.retakes })}
      </span>
    </p>
  );
}

/** On what, with what and where from it was tried. */
function Circumstances({ events }: { events: Try['events'] }) {
  const { t } = useTranslation();
  const known = factNames.flatMap((name) => {
    const fact = factOf(events, name);
    return fact ? [`${t(`fact.${name}`)}: ${fact.values.join(' → ')}`] : [];
  });
  return known.length > 0 && <p className="quiet">{known.join(' · ')}</p>;
}

function SinceBefore({ before, now, worked }: { before: Try; now: Try; worked: boolean }) {
  const { t } = useTranslation();
  const changes = (worked ? helped : changesBetween)(before.events, now.events);
  const later = duration(Date.parse(now.row.created_at) - Date.parse(before.row.created_at));
  return (
    <div className={styles.since}>
      <h3>{worked ? t('person.helped') : t('person.changed')}</h3>
      {changes.length > 0 ? <ChangeList changes={changes} /> : <p className="quiet">{t('person.noChange')}</p>}
      <p className="quiet">
        {t('person.since', { later })}{' '}
        <Link to="/compare/$left/$right" params={{ left: before.row.session_id, right: now.row.session_id }} search={{}}>
          {t('person.compareBoth')}
        </Link>{' '}
        {worked && changes.length > 0 && t('person.helpedNote')} {!(before.complete && now.complete) && t('person.cut')}
      </p>
    </div>
  );
}

interface CardProps {
  now: Try;
  before: Try | undefined;
  title: string;
  /** Whether it is the first that was approved. */
  worked: boolean;
}

export function TryCard({ now, before, title, worked }: CardProps) {
  return (
    <li className={`panel ${styles.try}`}>
      <h2>{title}</h2>
      <TryHead row={now.row} />
      <Circumstances events={now.events} />
      {before && <SinceBefore before={before} now={now} worked={worked} />}
    </li>
  );
}
