// What a row of the list can show.
import type { SessionSummary } from '../../api/types.ts';
import { DecisionMark, StatusChip } from '../../design/marks.tsx';
import { dateTime } from '../../time/format.ts';

export const columnNames = [
  'created',
  'session_id',
  'email',
  'user_id',
  'submission_id',
  'last_event',
  'updated',
  'status',
  'decision',
  'headline',
  'stage',
  'last_error_code',
  'retakes',
  'active',
] as const;
export type ColumnName = (typeof columnNames)[number];

export const defaultColumns: readonly ColumnName[] = columnNames.slice(0, 10);

/** Widths in a grid's own units. */
export const columnWidths: Record<ColumnName, string> = {
  created: '132px',
  session_id: 'minmax(140px, 1fr)',
  email: 'minmax(130px, 1.2fr)',
  user_id: 'minmax(92px, 0.7fr)',
  submission_id: 'minmax(96px, 0.8fr)',
  last_event: 'minmax(140px, 1.1fr)',
  updated: '132px',
  status: '116px',
  decision: '92px',
  headline: 'minmax(186px, 1.5fr)',
  stage: '100px',
  last_error_code: '100px',
  retakes: '70px',
  active: '90px',
};

/** What these columns need at least, in pixels, with the gaps between them and the edges. */
export function leastWidth(columns: readonly ColumnName[]): number {
  return columns.reduce((sum, column) => sum + Number.parseInt(columnWidths[column].replace('minmax(', ''), 10) + 10, 14);
}

/** Which sort a column stands for; the others cannot be sorted by. */
export const columnSorts: Partial<Record<ColumnName, string>> = { created: 'created', updated: 'updated' };

export function Cell({ column, row, zone }: { column: ColumnName; row: SessionSummary; zone: string }) {
  switch (column) {
    case 'created':
      return <time dateTime={row.created_at}>{dateTime(row.created_at, zone)}</time>;
    case 'updated':
      return <time dateTime={row.updated_at}>{dateTime(row.updated_at, zone)}</time>;
    case 'status':
      return <StatusChip status={row.status} />;
    case 'decision':
      return <DecisionMark outcome={row.decision?.outcome ?? 'NONE'} />;
    case 'retakes':
      return <>{row.counts.retakes || '—'}</>;
    case 'active':
      return <>{Math.round(row.active_ms / 1000)} s</>;
    case 'session_id':
      return <span className="mono">{row.session_id}</span>;
    case 'last_event':
    case 'headline':
    case 'last_error_code':
    case 'stage':
      return <span className="mono">{row[column] ?? '—'}</span>;
    default:
      return <>{row[column] ?? '—'}</>;
  }
}
