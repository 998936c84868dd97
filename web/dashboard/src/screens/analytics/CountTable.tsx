// Values with how many sessions have them, now and in the period before.
import { useTranslation } from 'react-i18next';
import type { Search } from '../../app/search.ts';
import { number } from '../../time/format.ts';
import { CountDifference } from './Difference.tsx';
import { Figure } from './Figure.tsx';
import { type Column, SortableTable } from './SortableTable.tsx';

export interface CountRow {
  key: string;
  label: React.ReactNode;
  /** What the label says, to sort by. */
  name: string;
  sessions: number;
  before: number | undefined;
  to: Search | undefined;
}

interface Props<Row extends CountRow> {
  caption: string;
  /** What the values are of. */
  heading: string;
  rows: readonly Row[];
  more?: readonly Column<Row>[];
  below?: (row: Row) => React.ReactNode;
}

export function CountTable<Row extends CountRow>({ caption, heading, rows, more = [], below }: Props<Row>) {
  const { t } = useTranslation();
  const columns: Column<Row>[] = [
    { name: 'name', label: heading, text: true, value: (row) => row.name, cell: (row) => row.label },
    {
      name: 'sessions',
      label: t('analytics.sessions'),
      value: (row) => row.sessions,
      cell: (row) => <Figure value={row.sessions} to={row.to} />,
    },
    {
      name: 'before',
      label: t('analytics.before'),
      value: (row) => row.before ?? -1,
      cell: (row) => <span className="quiet">{row.before === undefined ? '—' : number(row.before)}</span>,
    },
    {
      name: 'difference',
      label: t('analytics.difference'),
      value: (row) => row.sessions - (row.before ?? 0),
      cell: (row) => <CountDifference now={row.sessions} before={row.before} />,
    },
    ...more,
  ];
  return (
    <SortableTable
      caption={caption}
      columns={columns}
      rows={rows}
      keyOf={(row) => row.key}
      sortedBy="sessions"
      {...(below ? { below } : {})}
    />
  );
}

/** What each value had before: 0 if it was not among them, unknown while they are not here. */
export function formerly<Value>(rows: readonly Value[] | undefined, keyOf: (row: Value) => string, of: (row: Value) => number) {
  const known = rows && new Map(rows.map((row) => [keyOf(row), of(row)]));
  return (key: string): number | undefined => (known ? (known.get(key) ?? 0) : undefined);
}
