// Statuses, or decisions, over time: a column a bucket, a part a value; each part leads to its sessions.
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outcomes as decisionNames, statuses, type Outcomes } from '../../api/types.ts';
import type { Search } from '../../app/search.ts';
import { dateTime, wallTime } from '../../time/format.ts';
import styles from './OutcomesChart.module.css';

type By = 'status' | 'decision';
type Bucket = Outcomes['buckets'][number];

const names: Record<By, readonly string[]> = { status: ['COMPLETED', 'IN_PROGRESS', 'DROPPED', 'ERROR'], decision: decisionNames };

function countOf(bucket: Bucket, by: By, name: string): number {
  return (bucket[by] as Record<string, number>)[name] ?? 0;
}

/** `06-21` for days, `18:00` for hours. */
function tickOf(bucket: Bucket, zone: string): string {
  const hours = (Date.parse(bucket.to) - Date.parse(bucket.from)) / 3_600_000;
  const text = wallTime(bucket.from, zone);
  return hours > 1 ? text.slice(5, 10) : text.slice(11, 16);
}

export function OutcomesChart({ outcomes, base, zone }: { outcomes: Outcomes; base: Search; zone: string }) {
  const { t } = useTranslation();
  const [by, setBy] = useState<By>('status');
  const total = (bucket: Bucket) => names[by].reduce((sum, name) => sum + countOf(bucket, by, name), 0);
  const greatest = Math.max(1, ...outcomes.buckets.map(total));
  const searchOf = (bucket: Bucket, name: string): Search => ({ ...base, from: bucket.from, to: bucket.to, [by]: name });
  return (
    <>
      <div className="row">
        {(['status', 'decision'] as const).map((one) => (
          <button key={one} type="button" className="button small" aria-pressed={by === one} onClick={() => setBy(one)}>
            {t(`filter.${one}`)}
          </button>
        ))}
        {names[by].map((name) => (
          <span key={name} className={styles.legend}>
            <span className={styles.swatch} data-value={name} aria-hidden="true" /> {name}
          </span>
        ))}
      </div>
      <div className={styles.chart}>
        {outcomes.buckets.map((bucket) => (
          <div key={bucket.from} className={styles.column}>
            <div className={styles.stack}>
              {names[by].map((name) => {
                const count = countOf(bucket, by, name);
                const label = `${dateTime(bucket.from, zone)} ${name}: ${count}`;
                return (
                  count > 0 && (
                    <Link
                      key={name}
                      to="/sessions"
                      search={searchOf(bucket, name)}
                      className={styles.part}
                      data-value={name}
                      title={label}
                      aria-label={label}
                      style={{ height: `${(count / greatest) * 100}%` }}
                    />
                  )
                );
              })}
            </div>
            <span className={`num quiet ${styles.tick}`}>{tickOf(bucket, zone)}</span>
          </div>
        ))}
      </div>
      <details>
        <summary>{t('analytics.asTable')}</summary>
        <div className={styles.scroll}>
          <table>
            <thead>
              <tr>
                <th scope="col">{zone}</th>
                {[...statuses, ...decisionNames].map((name) => (
                  <th key={name} scope="col" className="num">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {outcomes.buckets.map((bucket) => (
                <tr key={bucket.from}>
                  <th scope="row" className="num">
                    {dateTime(bucket.from, zone)}
                  </th>
                  {statuses.map((name) => (
                    <td key={name} className="num">
                      {countOf(bucket, 'status', name)}
                    </td>
                  ))}
                  {decisionNames.map((name) => (
                    <td key={name} className="num">
                      {countOf(bucket, 'decision', name)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </>
  );
}
