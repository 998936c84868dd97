// Two journeys side by side, aligned by stage: where did they part?
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { EventItem, SessionDetail, StageVisit } from '../../api/types.ts';
import { DecisionMark, ImpactMark, SourceChip, StageState, StatusChip } from '../../design/marks.tsx';
import { Failed, Waiting } from '../../design/states.tsx';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { usePreference } from '../../preferences/usePreference.ts';
import { dateTime, duration } from '../../time/format.ts';
import { keyOf } from '../session/eventKey.ts';
import { useDetail, useEvents } from '../session/useJourney.ts';
import styles from './CompareScreen.module.css';
import { notable } from './notable.ts';

function Head({ detail, zone }: { detail: SessionDetail; zone: string }) {
  const { language } = useLanguage();
  return (
    <div className="stack">
      <Link to="/sessions/$sessionId" params={{ sessionId: detail.session_id }} search={{}} className="mono">
        {detail.session_id}
      </Link>
      <p className="row">
        <StatusChip status={detail.status} /> <DecisionMark outcome={detail.decision?.outcome ?? 'NONE'} />{' '}
        <span className="num quiet">{dateTime(detail.created_at, zone)}</span>
      </p>
      <h2>{detail.explanation.sentence[language]}</h2>
    </div>
  );
}

function StageCell({ visit, events }: { visit: StageVisit; events: readonly EventItem[] }) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <p className="row">
        <StageState state={visit.state} />{' '}
        <span className="num quiet">
          {visit.duration_ms === null ? '—' : duration(visit.duration_ms)} · {t('session.stageEvents', { count: visit.events })}
        </span>
      </p>
      <ul>
        {notable(events).map((event) => (
          <li key={keyOf(event)} className={styles.event}>
            <SourceChip source={event.source} />
            <span className="mono">{event.name}</span>
            {event.result && <strong>{event.result}</strong>}
            {event.effective_impact !== 'NONE' && <ImpactMark impact={event.effective_impact} />}
            {event.reason && <code>{event.reason}</code>}
          </li>
        ))}
      </ul>
    </div>
  );
}

export default function CompareScreen() {
  const { t } = useTranslation();
  const [zone] = usePreference('zone');
  const { left, right } = useParams({ strict: false }) as { left: string; right: string };
  const sides = [useDetail(left, undefined), useDetail(right, undefined)];
  const events = [useEvents(left, undefined).events, useEvents(right, undefined).events];
  const failed = sides.find((side) => side.error);
  if (failed?.error) return <Failed error={failed.error} again={() => void failed.refetch()} />;
  const [a, b] = [sides[0]?.data, sides[1]?.data];
  if (!a || !b) return <Waiting />;
  return (
    <div className="page">
      <h1>{t('compare.title')}</h1>
      <div className={`panel ${styles.grid}`}>
        <span />
        <Head detail={a} zone={zone} />
        <Head detail={b} zone={zone} />
        {a.stages.map((visit, index) => {
          const other = b.stages[index] as StageVisit;
          return [
            <div key={`${visit.stage}-name`} className={styles.stage} data-differs={visit.state !== other.state}>
              <strong>{visit.stage}</strong>
              <span className="quiet">{t(`stage.${visit.stage}`)}</span>
              {visit.state !== other.state && <span className={styles.differs}>{t('compare.differs')}</span>}
            </div>,
            <StageCell
              key={`${visit.stage}-left`}
              visit={visit}
              events={(events[0] ?? []).filter((event) => event.stage === visit.stage)}
            />,
            <StageCell
              key={`${visit.stage}-right`}
              visit={other}
              events={(events[1] ?? []).filter((event) => event.stage === visit.stage)}
            />,
          ];
        })}
      </div>
    </div>
  );
}
