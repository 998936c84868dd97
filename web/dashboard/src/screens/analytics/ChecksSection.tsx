// Every check: how often it ran and failed, the ones that fail for most sessions first.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCatalog } from '../../api/catalog.ts';
import type { Checks } from '../../api/types.ts';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { percent } from '../../time/format.ts';
import { type CheckRow, rateOf, useCheckColumns, weightOf } from './checkColumns.tsx';
import { useCheckTrends } from './checkTrends.ts';
import { type Scope, useFigures } from './figures.ts';
import { Section } from './Section.tsx';
import { SortableTable } from './SortableTable.tsx';
import { TrendChart } from './Trend.tsx';

const trendsMost = 8;

function useRows(scope: Scope): CheckRow[] {
  const { event } = useCatalog();
  const { pick } = useLanguage();
  const { now, before } = useFigures<Checks>('checks', scope);
  const data = [...(now?.data ?? [])].sort((a, b) => weightOf(b) - weightOf(a));
  const trends = useCheckTrends(
    scope,
    data.slice(0, trendsMost).map((row) => row.check),
  );
  const former = before && new Map(before.data.map((row) => [row.check, rateOf(row)]));
  return data.map((row) => {
    const known = event(row.check);
    return {
      ...row,
      name: known ? pick(known.title) : row.check,
      rate: rateOf(row),
      rateBefore: former && (former.get(row.check) ?? 'new'),
      points: trends.get(row.check),
    };
  });
}

export function ChecksSection({ scope }: { scope: Scope }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  const rows = useRows(scope);
  const columns = useCheckColumns(scope, open, setOpen);
  return (
    <Section title={t('analytics.checks')} help={t('analytics.checksHelp')}>
      <SortableTable
        caption={t('analytics.checks')}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.check}
        sortedBy="weight"
        below={(row) =>
          open === row.check &&
          row.points && <TrendChart name={row.name} points={row.points} scope={scope} tone="REJECTED" format={percent} />
        }
      />
    </Section>
  );
}
