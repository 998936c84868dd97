// What a row of the list can show.
import { useCatalog } from '../../api/catalog.ts';
import type { SessionSummary } from '../../api/types.ts';
import { DecisionMark, StatusChip } from '../../design/marks.tsx';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { duration, exact, number, shortTime } from '../../time/format.ts';
import { useWhy } from '../../words/useWhy.ts';
import { useWord } from '../../words/words.ts';

export const columnNames = [
  'created',
  'person',
  'status',
  'decision',
  'why',
  'retakes',
  'active',
  'last_event',
  'session_id',
  'email',
  'user_id',
  'submission_id',
  'stage',
  'last_error_code',
  'updated',
] as const;
export type ColumnName = (typeof columnNames)[number];

export const defaultColumns: readonly ColumnName[] = columnNames.slice(0, 8);

/** Which of the default columns go first where there is no room for all. */
const leastNeeded: readonly ColumnName[] = ['last_event', 'active', 'retakes'];

/** Widths in a grid's own units. */
export const columnWidths: Record<ColumnName, string> = {
  created: '112px',
  person: 'minmax(150px, 1.2fr)',
  status: '116px',
  decision: '156px',
  why: 'minmax(150px, 1.5fr)',
  retakes: '76px',
  active: '96px',
  last_event: 'minmax(130px, 1fr)',
  session_id: 'minmax(140px, 1fr)',
  email: 'minmax(130px, 1.2fr)',
  user_id: 'minmax(92px, 0.7fr)',
  submission_id: 'minmax(96px, 0.8fr)',
  stage: '120px',
  last_error_code: '100px',
  updated: '112px',
};

/** What these columns need at least, in pixels, with the gaps between them and the edges. */
export function leastWidth(columns: readonly ColumnName[]): number {
  return columns.reduce((sum, column) => sum + Number.parseInt(columnWidths[column].replace('minmax(', ''), 10) + 10, 14);
}

/** The default columns for which there is room. */
export function columnsWithin(width: number): readonly ColumnName[] {
  const left = [...leastNeeded];
  let columns = defaultColumns;
  while (leastWidth(columns) > width && left.length > 0) {
    const out = left.shift();
    columns = columns.filter((one) => one !== out);
  }
  return columns;
}

/** Which sort a column stands for; the others cannot be sorted by. */
export const columnSorts: Partial<Record<ColumnName, string>> = { created: 'created', updated: 'updated' };

/** Figures stand right, so that their digits stand below each other. */
export const isFigure = (column: ColumnName): boolean => column === 'retakes' || column === 'active';

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
