// Why sessions were rejected or held, and how each reason went over time.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reasons } from '../../api/types.ts';
import type { Search } from '../../app/search.ts';
import { useWord } from '../../words/words.ts';
import { noReason } from '../sessions/filters.ts';
import { useFilterWords } from '../sessions/useFilterWords.ts';
import { number } from '../../time/format.ts';
import { type CountRow, CountTable, formerly } from './CountTable.tsx';
import { type Scope, useFigures, useOutcomesOf } from './figures.ts';
import { Section } from './Section.tsx';
import { type Point, TrendButton, TrendChart } from './Trend.tsx';

type Reason = Reasons['data'][number];
interface Row extends CountRow {
  outcome: Reason['outcome'];
  points: Point[] | undefined;
}

/** As many requests as that for trends, and no more. */
const trendsMost = 10;
const filterOf = (row: Reason): Search => ({ decision: row.outcome, reason: row.reason ?? [noReason] });
const keyOf = (row: Reason) => `${row.outcome} ${row.reason ?? ''}`;

function useTrends(scope: Scope, data: readonly Reason[]): Map<string, Point[]> {
  const word = useWord();
  const shown = data.slice(0, trendsMost);
  const answers = useOutcomesOf(scope, shown.map(filterOf));
  return new Map(
    shown.flatMap((row, index) => {
      const buckets = answers[index]?.buckets;
      const point = (bucket: NonNullable<typeof buckets>[number]): Point => ({
        from: bucket.from,
        to: bucket.to,
        value: bucket.decision[row.outcome],
        text: `${word('decision', row.outcome)}: ${number(bucket.decision[row.outcome])}`,
        sessions: { ...scope.base, ...filterOf(row), from: bucket.from, to: bucket.to },
      });
      return buckets ? [[keyOf(row), buckets.map(point)] as const] : [];
    }),
  );
}

export function ReasonsSection({ scope }: { scope: Scope }) {
  const { t } = useTranslation();
  const word = useWord();
  const words = useFilterWords();
  const { now, before } = useFigures<Reasons>('reasons', scope);
  const trends = useTrends(scope, now?.data ?? []);
  const [open, setOpen] = useState<string | null>(null);
  const then = formerly(before?.data, keyOf, (row) => row.sessions);
  const rows = (now?.data ?? []).map((row): Row => {
    const name = words('reason', row.reason ?? noReason);
    return {
      key: keyOf(row),
      name,
      label: (
        <>
          <span title={row.reason ?? undefined}>{name}</span> <span className="quiet">{word('decision', row.outcome)}</span>
        </>
      ),
      sessions: row.sessions,
      before: then(keyOf(row)),
      to: { ...scope.base, ...filterOf(row) },
      outcome: row.outcome,
      points: trends.get(keyOf(row)),
    };
  });
  return (
    <Section title={t('analytics.reasons')}>
      <CountTable
        caption={t('analytics.reasons')}
        heading={t('filter.reason')}
        rows={rows}
        more={[
          {
            name: 'trend',
            label: t('analytics.trend'),
            value: (row) => row.points?.at(-1)?.value ?? -1,
            cell: (row) =>
              row.points && (
                <TrendButton
                  name={row.name}
                  points={row.points}
                  open={open === row.key}
                  onToggle={() => setOpen(open === row.key ? null : row.key)}
                />
              ),
          },
        ]}
        below={(row) =>
          open === row.key &&
          row.points && <TrendChart name={row.name} points={row.points} scope={scope} tone={row.outcome} format={number} whole />
        }
      />
    </Section>
  );
}
