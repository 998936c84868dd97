// What stands in a column of a row.
import { useCatalog } from '../../api/catalog.ts';
import type { SessionSummary } from '../../api/types.ts';
import { DecisionMark, StatusChip } from '../../design/marks.tsx';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { duration, exact, number, shortTime } from '../../time/format.ts';
import { useWhy } from '../../words/useWhy.ts';
import { useWord } from '../../words/words.ts';
import type { ColumnName } from './columns.ts';

export function Time({ time, zone }: { time: string; zone: string }) {
  return (
    <time dateTime={time} title={`${exact(time, zone)} ${zone}`}>
      {shortTime(time, zone, Date.now())}
    </time>
  );
}

/** Who it is, as far as the session knows. */
export function Person({ row }: { row: SessionSummary }) {
  const name = row.email ?? row.user_id;
  return name ? <>{name}</> : <span className="mono">{row.session_id}</span>;
}

export function Why({ row }: { row: SessionSummary }) {
  const why = useWhy()(row);
  return why && <span title={why.code}>{why.text}</span>;
}

function EventTitle({ name }: { name: string }) {
  const { event } = useCatalog();
  const { pick } = useLanguage();
  const known = event(name);
  return <span title={name}>{known ? pick(known.title) : name}</span>;
}

function StageName({ stage }: { stage: SessionSummary['stage'] }) {
  const word = useWord();
  return <span title={stage}>{word('stage', stage)}</span>;
}

export function Cell({ column, row, zone }: { column: ColumnName; row: SessionSummary; zone: string }) {
  switch (column) {
    case 'created':
      return <Time time={row.created_at} zone={zone} />;
    case 'updated':
      return <Time time={row.updated_at} zone={zone} />;
    case 'person':
      return <Person row={row} />;
    case 'status':
      return <StatusChip status={row.status} />;
    case 'decision':
      return <DecisionMark outcome={row.decision?.outcome ?? 'NONE'} />;
    case 'why':
      return <Why row={row} />;
    case 'retakes':
      return <>{row.counts.retakes ? number(row.counts.retakes) : '—'}</>;
    case 'active':
      return <>{duration(row.active_ms)}</>;
    case 'last_event':
      return <EventTitle name={row.last_event} />;
    case 'stage':
      return <StageName stage={row.stage} />;
    case 'session_id':
      return <span className="mono">{row.session_id}</span>;
    default:
      return <>{row[column] ?? '—'}</>;
  }
}
