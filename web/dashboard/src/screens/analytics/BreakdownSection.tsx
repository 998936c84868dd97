// The two rates for each value of a filter: for whom does it go well?
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { changed, type Search, textOf } from '../../app/search.ts';
import { useFilterWords } from '../sessions/useFilterWords.ts';
import { number, percent } from '../../time/format.ts';
import { type Dimension, dimensions, useValues } from './breakdown.ts';
import { Figure } from './Figure.tsx';
import { type Scope, useOutcomesOf } from './figures.ts';
import { shareOf, tallyOf, type Tally } from './rates.ts';
import { Section } from './Section.tsx';
import { type Column, SortableTable } from './SortableTable.tsx';

interface Row extends Tally {
  value: string;
  name: string;
}

function useColumns(dimension: Dimension, scope: Scope): Column<Row>[] {
  const { t } = useTranslation();
  const share = (of: (row: Row) => [number, number]) => ({
    value: (row: Row) => shareOf(...of(row)) ?? -1,
    cell: (row: Row) => {
      const [part, whole] = of(row);
      const value = shareOf(part, whole);
      return (
        <>
          <strong>{value === undefined ? '—' : percent(value)}</strong>{' '}
          <span className="quiet">
            {number(part)} / {number(whole)}
          </span>
        </>
      );
    },
  });
  return [
    {
      name: 'value',
      label: t(`filter.${dimension}`),
      text: true,
      value: (row) => row.name,
      cell: (row) => <span title={row.value}>{row.name}</span>,
    },
    {
      name: 'sessions',
      label: t('analytics.sessions'),
      value: (row) => row.sessions,
      cell: (row) => <Figure value={row.sessions} to={{ ...scope.base, [dimension]: row.value }} />,
    },
    { name: 'approval', label: t('analytics.approvalRate'), ...share((row) => [row.approved, row.decided]) },
    { name: 'completion', label: t('analytics.completionRate'), ...share((row) => [row.completed, row.sessions]) },
  ];
}

function Breakdown({ dimension, scope }: { dimension: Dimension; scope: Scope }) {
  const { t } = useTranslation();
  const words = useFilterWords();
  const chosen = scope.filters[dimension];
  const all = useValues(dimension, scope);
  const values = Array.isArray(chosen) ? (chosen as string[]) : all;
  const answers = useOutcomesOf(
    scope,
    values.map((value) => ({ [dimension]: value })),
    'week',
  );
  const rows = values.flatMap((value, index): Row[] => {
    const answer = answers[index];
    const tally = answer && tallyOf(answer);
    return tally && tally.sessions > 0 ? [{ value, name: words(dimension, value), ...tally }] : [];
  });
  const columns = useColumns(dimension, scope);
  return <SortableTable caption={t('analytics.breakdown')} columns={columns} rows={rows} keyOf={(row) => row.value} sortedBy="sessions" />;
}

export function BreakdownSection({ scope }: { scope: Scope }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const asked = textOf(search, 'by');
  const dimension = dimensions.find((one) => one === asked) ?? 'check';
  return (
    <Section title={t('analytics.breakdown')}>
      <label className="row">
        {t('analytics.by')}{' '}
        <select
          value={dimension}
          onChange={(event) =>
            void navigate({ to: '/analytics', search: changed(search, { by: event.target.value }), replace: true, resetScroll: false })
          }
        >
          {dimensions.map((one) => (
            <option key={one} value={one}>
              {t(`filter.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <Breakdown key={dimension} dimension={dimension} scope={scope} />
    </Section>
  );
}
