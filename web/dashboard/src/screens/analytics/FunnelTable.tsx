// How far sessions got: entered and passed at each stage, and what ended there instead.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Funnel } from '../../api/types.ts';
import type { Search } from '../../app/search.ts';
import { duration } from '../../time/format.ts';
import styles from './FunnelTable.module.css';
import { changeOf } from './period.ts';

interface Props {
  funnel: Funnel;
  previous: Funnel | undefined;
  base: Search;
}

export function FunnelTable({ funnel, previous, base }: Props) {
  const { t } = useTranslation();
  const figure = (value: number, to: Search) =>
    value === 0 ? (
      <span className="quiet">0</span>
    ) : (
      <Link to="/sessions" search={{ ...base, ...to }}>
        {value}
      </Link>
    );
  return (
    <>
      <p className={styles.totals}>
        {(
          [
            ['started', {}],
            ['completed', { status: 'COMPLETED' }],
            ['approved', { decision: 'APPROVED' }],
          ] as const
        ).map(([name, to]) => (
          <span key={name}>
            <Link to="/sessions" search={{ ...base, ...to }} className={styles.big}>
              {funnel[name]}
            </Link>{' '}
            {t(`analytics.${name}`)} <span className="quiet num">{changeOf(funnel[name], previous?.[name])}</span>
          </span>
        ))}
      </p>
      <div className={styles.scroll}>
        <table>
          <caption className="hidden-visually">{t('analytics.funnel')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('analytics.stage')}</th>
              <th scope="col" className={styles.wide}>
                {t('analytics.entered')}
              </th>
              <th scope="col" className="num">
                {t('analytics.passed')}
              </th>
              <th scope="col" className="num">
                {t('analytics.dropped')}
              </th>
              <th scope="col" className="num">
                {t('analytics.error')}
              </th>
              <th scope="col" className="num">
                {t('analytics.blocked')}
              </th>
              <th scope="col" className="num">
                {t('analytics.retakes')}
              </th>
              <th scope="col" className="num">
                p50
              </th>
              <th scope="col" className="num">
                p90
              </th>
            </tr>
          </thead>
          <tbody>
            {funnel.stages.map((row) => (
              <tr key={row.stage}>
                <th scope="row">
                  <strong>{row.stage}</strong>
                  <br />
                  <span className="quiet">{t(`stage.${row.stage}`)}</span>
                </th>
                <td>
                  <span className={styles.enteredRow}>
                    <span className={styles.bar} style={{ width: `${(row.entered / Math.max(1, funnel.started)) * 100}%` }}>
                      <span className={styles.passed} style={{ width: `${(row.passed / Math.max(1, row.entered)) * 100}%` }} />
                    </span>
                    <span className="num">{figure(row.entered, { entered: row.stage })}</span>
                  </span>
                </td>
                <td className="num">{figure(row.passed, { passed: row.stage })}</td>
                <td className="num">{figure(row.dropped_here, { status: 'DROPPED', stage: row.stage })}</td>
                <td className="num">{figure(row.error_here, { status: 'ERROR', stage: row.stage })}</td>
                <td className="num">
                  {figure(row.blocked_here, { headline: ['BLOCKED_PRE_CHECKS', 'BLOCKED_IN_STEP'], stage: row.stage })}
                </td>
                <td className="num">{row.retakes}</td>
                <td className="num">{row.p50_ms === null ? '—' : duration(row.p50_ms)}</td>
                <td className="num">{row.p90_ms === null ? '—' : duration(row.p90_ms)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
