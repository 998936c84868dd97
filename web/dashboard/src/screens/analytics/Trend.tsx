// A row's figures over time: small beside them, and in full below the row when asked for.
import { useTranslation } from 'react-i18next';
import type { Search } from '../../app/search.ts';
import type { Scope } from './figures.ts';
import { type Bucket, SeriesChart } from './SeriesChart.tsx';
import styles from './Trend.module.css';
import { useTimeNames } from './timeNames.ts';

export interface Point {
  from: string;
  to: string;
  /** Nothing where there was nothing to have a share of. */
  value: number | undefined;
  text: string;
  sessions: Search;
}

export function TrendButton({ name, points, open, onToggle }: { name: string; points: Point[]; open: boolean; onToggle: () => void }) {
  const { t } = useTranslation();
  const most = Math.max(...points.map((point) => point.value ?? 0)) || 1;
  const width = 100 / Math.max(1, points.length);
  return (
    <button type="button" className={styles.button} aria-expanded={open} aria-label={t('analytics.trendOf', { name })} onClick={onToggle}>
      <svg viewBox="0 0 100 24" preserveAspectRatio="none" className={styles.spark} aria-hidden="true">
        {points.map((point, index) => {
          const height = ((point.value ?? 0) / most) * 24;
          return <rect key={point.from} x={index * width} y={24 - height} width={width * 0.8} height={height} />;
        })}
      </svg>
    </button>
  );
}

interface Props {
  name: string;
  points: readonly Point[];
  scope: Scope;
  tone: string;
  format: (value: number) => string;
  whole?: boolean;
}

export function TrendChart({ name, points, scope, tone, format, whole = false }: Props) {
  const { t } = useTranslation();
  const timeNames = useTimeNames(scope);
  const buckets = points.map((point): Bucket => ({
    key: point.from,
    ...timeNames(point),
    parts: [{ tone, value: point.value ?? 0, text: point.text, to: point.sessions }],
  }));
  return <SeriesChart label={t('analytics.trendOf', { name })} buckets={buckets} format={format} whole={whole} />;
}
