// Figures over time: a column a bucket, stacked of parts, with an axis for their size. Each part leads to its sessions; its values are
// told where the pointer or the focus is, and the arrow keys go from part to part.
import { Link } from '@tanstack/react-router';
import { scaleLinear } from 'd3-scale';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Search } from '../../app/search.ts';
import styles from './SeriesChart.module.css';

export interface Part {
  /** Which colour it has. */
  tone: string;
  value: number;
  /** What it is, in words and figures. */
  text: string;
  to: Search;
}

export interface Bucket {
  key: string;
  /** When it is, in full, and as short as below an axis. */
  time: string;
  tick: string;
  parts: readonly Part[];
}

interface Props {
  label: string;
  buckets: readonly Bucket[];
  format: (value: number) => string;
  /** Only whole numbers on the axis. */
  whole?: boolean;
}

const ticksMost = 10;

function moveFocus(event: React.KeyboardEvent<HTMLElement>) {
  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
  const from = (event.target as HTMLElement).closest<HTMLElement>('[data-column]');
  if (!step || !from) return;
  event.preventDefault();
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-column]')];
  const { column, tone } = from.dataset;
  if (step[1]) {
    const stack = links.filter((one) => one.dataset.column === column);
    stack[stack.indexOf(from) + (step[1] ?? 0)]?.focus();
    return;
  }
  const ahead = step[0] === 1 ? links : [...links].reverse();
  const next = ahead.slice(ahead.indexOf(from) + 1).find((one) => one.dataset.column !== column);
  const there = links.filter((one) => one.dataset.column === next?.dataset.column);
  (there.find((one) => one.dataset.tone === tone) ?? next)?.focus();
}

function Axis({ ticks, top, format }: { ticks: readonly number[]; top: number; format: (value: number) => string }) {
  return (
    <div className={styles.axis} aria-hidden="true">
      {ticks.map((tick) => (
        <span key={tick} className={styles.tick} style={{ bottom: `${(tick / top) * 100}%` }}>
          {format(tick)}
        </span>
      ))}
    </div>
  );
}

function ColumnOfParts({
  bucket,
  index,
  top,
  tabbable,
  onLook,
}: {
  bucket: Bucket;
  index: number;
  top: number;
  tabbable: boolean;
  onLook: () => void;
}) {
  const shown = bucket.parts.filter((part) => part.value > 0);
  return (
    <div className={styles.column} onPointerEnter={onLook}>
      {shown.map((part, at) => (
        <Link
          key={part.tone}
          to="/sessions"
          search={part.to}
          className={styles.part}
          data-tone={part.tone}
          data-column={index}
          aria-label={`${bucket.time} ${part.text}`}
          style={{ height: `${(part.value / top) * 100}%` }}
          tabIndex={tabbable && at === 0 ? 0 : -1}
          onFocus={onLook}
        />
      ))}
    </div>
  );
}

export function SeriesChart({ label, buckets, format, whole = false }: Props) {
  const { t } = useTranslation();
  const [looked, setLooked] = useState<number | null>(null);
  const heights = buckets.map((bucket) => bucket.parts.reduce((sum, part) => sum + part.value, 0));
  const scale = scaleLinear([0, Math.max(...heights, 0) || 1], [0, 1]).nice(4);
  const top = scale.domain()[1] ?? 1;
  const ticks = scale.ticks(4).filter((tick) => !whole || Number.isInteger(tick));
  const every = Math.ceil(buckets.length / ticksMost);
  const filled = heights.findLastIndex((height) => height > 0);
  const told = buckets[looked ?? filled];
  return (
    <figure className={styles.chart} aria-label={label}>
      <p className={`num ${styles.told}`}>
        {told ? (
          <>
            <strong>{told.time}</strong> {told.parts.map((part) => part.text).join(' · ')}
          </>
        ) : (
          t('analytics.nothing')
        )}
      </p>
      <div className={styles.plot}>
        <Axis ticks={ticks} top={top} format={format} />
        <div className={styles.columns} role="group" aria-label={t('analytics.chartHelp')} onKeyDown={moveFocus}>
          {ticks.map((tick) => (
            <span key={tick} className={styles.line} style={{ bottom: `${(tick / top) * 100}%` }} />
          ))}
          {buckets.map((bucket, index) => (
            <ColumnOfParts
              key={bucket.key}
              bucket={bucket}
              index={index}
              top={top}
              tabbable={index === (looked !== null && (heights[looked] ?? 0) > 0 ? looked : filled)}
              onLook={() => setLooked(index)}
            />
          ))}
        </div>
      </div>
      <div className={styles.times} aria-hidden="true">
        {buckets
          .filter((_, index) => index % every === 0)
          .map((bucket, index) => (
            <span key={bucket.key} className="num" style={{ left: `${((index * every + 0.5) / buckets.length) * 100}%` }}>
              {bucket.tick}
            </span>
          ))}
      </div>
    </figure>
  );
}
