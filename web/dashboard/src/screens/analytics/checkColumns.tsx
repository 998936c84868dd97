// What the table of checks shows of each.
import { useTranslation } from 'react-i18next';
import type { Checks } from '../../api/types.ts';
import { duration, number, percent } from '../../time/format.ts';
import { useWord } from '../../words/words.ts';
import { ShareDifference } from './Difference.tsx';
import { Figure } from './Figure.tsx';
import type { Scope } from './figures.ts';
import { shareOf } from './rates.ts';
import type { Column } from './SortableTable.tsx';
import { type Point, TrendButton } from './Trend.tsx';

type Check = Checks['data'][number];
export interface CheckRow extends Check {
  name: string;
  rate: number;
  /** `new` if it did not run before; nothing while that is not known. */
  rateBefore: number | 'new' | undefined;
  points: Point[] | undefined;
}

export const rateOf = (row: Check) => shareOf(row.fail, row.runs) ?? 0;
const knownRate = (row: CheckRow) => (row.rateBefore === 'new' ? undefined : row.rateBefore);
/** How many sessions a check stops, whether it is run often and fails seldom or the other way round. */
export const weightOf = (row: Check) => rateOf(row) * row.sessions;

export function useCheckColumns(scope: Scope, open: string | null, onOpen: (check: string | null) => void): Column<CheckRow>[] {
  const { t } = useTranslation();
  const word = useWord();
  // Another check beside the one that is filtered by would be another question.
  const to = (check: string) => (scope.filters.check === undefined ? { ...scope.base, check } : undefined);
  const runs = (result: 'FAIL' | 'WARN' | 'ERROR'): Column<CheckRow> => {
    const of = (row: CheckRow) => row[result.toLowerCase() as 'fail' | 'warn' | 'error'];
    return {
      name: result,
      label: word('check_result', result),
      value: of,
      cell: (row) => <Figure value={of(row)} to={to(`${row.check}:${result}`)} />,
    };
  };
  const time = (name: 'p50' | 'p95'): Column<CheckRow> => {
    const of = (row: CheckRow) => row[`${name}_ms`];
    const text = (ms: number | null) => (ms === null ? '—' : duration(ms));
    return { name, label: t(`analytics.${name}`), value: (row) => of(row) ?? -1, cell: (row) => text(of(row)) };
  };
  return [
    {
      name: 'check',
      label: t('filter.check'),
      text: true,
      value: (row) => row.name,
      cell: (row) => <span title={row.check}>{row.name}</span>,
    },
    { name: 'weight', label: t('analytics.weight'), value: weightOf, cell: (row) => number(Math.round(weightOf(row))) },
    { name: 'rate', label: t('analytics.failRate'), value: (row) => row.rate, cell: (row) => <strong>{percent(row.rate)}</strong> },
    {
      name: 'before',
      label: t('analytics.before'),
      value: (row) => knownRate(row) ?? -1,
      cell: (row) => {
        const rate = knownRate(row);
        if (row.rateBefore === 'new') return t('analytics.new');
        return <span className="quiet">{rate === undefined ? '—' : percent(rate)}</span>;
      },
    },
    {
      name: 'difference',
      label: t('analytics.difference'),
      value: (row) => row.rate - (knownRate(row) ?? row.rate),
      cell: (row) => <ShareDifference now={row.rate} before={knownRate(row)} />,
    },
    {
      name: 'trend',
      label: t('analytics.trend'),
      value: (row) => row.points?.at(-1)?.value ?? -1,
      cell: (row) =>
        row.points && (
          <TrendButton
            name={row.name}
            points={row.points}
            open={open === row.check}
            onToggle={() => onOpen(open === row.check ? null : row.check)}
          />
        ),
    },
    {
      name: 'sessions',
      label: t('analytics.sessions'),
      value: (row) => row.sessions,
      cell: (row) => <Figure value={row.sessions} to={to(row.check)} />,
    },
    { name: 'runs', label: t('analytics.runs'), value: (row) => row.runs, cell: (row) => number(row.runs) },
    runs('FAIL'),
    runs('WARN'),
    runs('ERROR'),
    {
      name: 'retake',
      label: t('analytics.withRetake'),
      value: (row) => row.sessions_with_retake,
      cell: (row) => number(row.sessions_with_retake),
    },
    time('p50'),
    time('p95'),
  ];
}
