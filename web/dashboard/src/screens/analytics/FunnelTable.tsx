// How far sessions got: of those that entered a stage, how many passed it, and what ended there instead.
import { useTranslation } from 'react-i18next';
import type { Funnel } from '../../api/types.ts';
import { duration, number, percent } from '../../time/format.ts';
import { useWord } from '../../words/words.ts';
import { ShareDifference } from './Difference.tsx';
import { Figure } from './Figure.tsx';
import type { Scope } from './figures.ts';
import styles from './FunnelTable.module.css';
import { shareOf } from './rates.ts';

type Row = Funnel['stages'][number];
function StageRow({ row, before, started, base }: { row: Row; before: Row | undefined; started: number } & Pick<Scope, 'base'>) {
  const word = useWord();
  const here = { ...base, stage: row.stage };
  const conversion = shareOf(row.passed, row.entered);
  const then = before && shareOf(before.passed, before.entered);
  const share = (value: number | undefined) => (value === undefined ? '—' : percent(value));
  const time = (ms: number | null) => (ms === null ? '—' : duration(ms));
  return (
    <tr>
      <th scope="row" title={row.stage}>
        {word('stage', row.stage)}
        {row.entered > 0 && (
          <span className={styles.bar} aria-hidden="true" style={{ width: `${(row.entered / started) * 100}%` }}>
            <span className={styles.passed} style={{ width: `${(row.passed / row.entered) * 100}%` }} />
          </span>
        )}
      </th>
      <td className="num">
        <Figure value={row.entered} to={{ ...base, entered: row.stage }} />
      </td>
      <td className="num">
        <Figure value={row.passed} to={{ ...base, passed: row.stage }} />
      </td>
      <td className="num">
        <strong>{share(conversion)}</strong>
      </td>
      <td className="num quiet">{share(then)}</td>
      <td className="num">
        <ShareDifference now={conversion} before={then} />
      </td>
      <td className="num">
        <Figure value={row.dropped_here} to={{ ...here, status: 'DROPPED' }} />
      </td>
      <td className="num">
        <Figure value={row.error_here} to={{ ...here, status: 'ERROR' }} />
      </td>
      <td className="num">
        <Figure value={row.blocked_here} to={{ ...here, headline: ['BLOCKED_PRE_CHECKS', 'BLOCKED_IN_STEP'] }} />
      </td>
      <td className="num">{number(row.retakes)}</td>
      <td className="num">{time(row.p50_ms)}</td>
      <td className="num">{time(row.p90_ms)}</td>
    </tr>
  );
}

export function FunnelTable({ funnel, before, base }: { funnel: Funnel; before: Funnel | undefined } & Pick<Scope, 'base'>) {
  const { t } = useTranslation();
  const word = useWord();
  const headings = [
    word('stage_state', 'entered'),
    word('stage_state', 'passed'),
    t('analytics.conversion'),
    t('analytics.before'),
    t('analytics.difference'),
    word('status', 'DROPPED'),
    word('status', 'ERROR'),
    word('stage_state', 'blocked'),
    t('column.retakes'),
    t('analytics.p50'),
    t('analytics.p90'),
  ];
  return (
    <div className={styles.scroll} role="group" aria-label={t('analytics.funnel')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('filter.stage')}</th>
            {headings.map((name) => (
              <th key={name} scope="col" className="num">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {funnel.stages.map((row, index) => (
            <StageRow key={row.stage} row={row} before={before?.stages[index]} started={funnel.started} base={base} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
