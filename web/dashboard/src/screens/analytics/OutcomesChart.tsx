// Statuses, or decisions, over time; the same figures as a table below.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outcomes as decisions, type Outcomes, statuses } from '../../api/types.ts';
import { useWord } from '../../words/words.ts';
import { number } from '../../time/format.ts';
import type { Scope } from './figures.ts';
import { type Bucket, SeriesChart } from './SeriesChart.tsx';
import chart from './SeriesChart.module.css';
import styles from './AnalyticsScreen.module.css';
import { useTimeNames } from './timeNames.ts';

type By = 'status' | 'decision';
const names: Record<By, readonly string[]> = { status: statuses, decision: decisions };

const countOf = (bucket: Outcomes['buckets'][number], by: By, name: string): number => (bucket[by] as Record<string, number>)[name] ?? 0;

function OutcomesTable({ outcomes, by, scope }: { outcomes: Outcomes; by: By; scope: Scope }) {
  const { t } = useTranslation();
  const word = useWord();
  const timeNames = useTimeNames(scope);
  return (
    <details>
      <summary>{t('analytics.asTable')}</summary>
      <div className={styles.scroll} role="group" aria-label={t('analytics.asTable')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{scope.zone}</th>
              {names[by].map((name) => (
                <th key={name} scope="col" className="num">
                  {word(by, name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {outcomes.buckets.map((bucket) => (
              <tr key={bucket.from}>
                <th scope="row" className="num">
                  {timeNames(bucket).time}
                </th>
                {names[by].map((name) => (
                  <td key={name} className="num">
                    {number(countOf(bucket, by, name))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

export function OutcomesChart({ outcomes, scope }: { outcomes: Outcomes; scope: Scope }) {
  const { t } = useTranslation();
  const word = useWord();
  const timeNames = useTimeNames(scope);
  const [by, setBy] = useState<By>('status');
  const buckets = outcomes.buckets.map((bucket): Bucket => ({
    key: bucket.from,
    ...timeNames(bucket),
    parts: names[by].map((name) => {
      const value = countOf(bucket, by, name);
      const to = { ...scope.base, from: bucket.from, to: bucket.to, [by]: name };
      return { tone: name, value, text: `${word(by, name)}: ${number(value)}`, to };
    }),
  }));
  return (
    <>
      <div className="row">
        {(['status', 'decision'] as const).map((one) => (
          <button key={one} type="button" className="button small" aria-pressed={by === one} onClick={() => setBy(one)}>
            {t(`filter.${one}`)}
          </button>
        ))}
        {names[by].map((name) => (
          <span key={name} className="quiet">
            <span className={chart.swatch} data-tone={name} aria-hidden="true" />
            {word(by, name)}
          </span>
        ))}
      </div>
      <SeriesChart label={t('analytics.outcomes')} buckets={buckets} format={number} whole />
      <OutcomesTable outcomes={outcomes} by={by} scope={scope} />
    </>
  );
}
