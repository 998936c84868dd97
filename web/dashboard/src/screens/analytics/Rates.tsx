// The two figures that everybody asks for first, with what they are shares of and what they were before.
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Search } from '../../app/search.ts';
import { number, percent } from '../../time/format.ts';
import { CountDifference, ShareDifference } from './Difference.tsx';
import type { Scope } from './figures.ts';
import styles from './Rates.module.css';
import { shareOf, type Tally } from './rates.ts';

interface RateProps {
  name: string;
  of: string;
  part: [now: number, before: number | undefined];
  whole: [now: number, before: number | undefined];
  to: Search;
}

function Rate({ name, of, part, whole, to }: RateProps) {
  const { t } = useTranslation();
  const now = shareOf(part[0], whole[0]);
  const before = part[1] === undefined || whole[1] === undefined ? undefined : shareOf(part[1], whole[1]);
  return (
    <div className={styles.rate}>
      <dt>{name}</dt>
      <dd>
        <Link to="/sessions" search={to} className={styles.big}>
          {now === undefined ? '—' : percent(now)}
        </Link>
        <p>{of}</p>
        <p className="quiet num">
          {before === undefined ? (
            t('analytics.noneBefore')
          ) : (
            <>
              {t('analytics.beforeWas', { value: `${percent(before)} (${number(part[1] ?? 0)} / ${number(whole[1] ?? 0)})` })} ·{' '}
              <ShareDifference now={now} before={before} />
            </>
          )}
        </p>
      </dd>
    </div>
  );
}

export function Rates({ now, before, base }: { now: Tally; before: Tally | undefined } & Pick<Scope, 'base'>) {
  const { t } = useTranslation();
  return (
    <dl className={styles.rates}>
      <Rate
        name={t('analytics.approvalRate')}
        of={t('analytics.approvedOf', { part: number(now.approved), whole: number(now.decided) })}
        part={[now.approved, before?.approved]}
        whole={[now.decided, before?.decided]}
        to={{ ...base, decision: 'APPROVED' }}
      />
      <Rate
        name={t('analytics.completionRate')}
        of={t('analytics.completedOf', { part: number(now.completed), whole: number(now.sessions) })}
        part={[now.completed, before?.completed]}
        whole={[now.sessions, before?.sessions]}
        to={{ ...base, status: 'COMPLETED' }}
      />
      <div className={styles.rate}>
        <dt>{t('analytics.sessions')}</dt>
        <dd>
          <Link to="/sessions" search={base} className={styles.big}>
            {number(now.sessions)}
          </Link>
          <p>{t('analytics.started')}</p>
          <p className="quiet num">
            {before && (
              <>
                {t('analytics.beforeWas', { value: number(before.sessions) })} ·{' '}
                <CountDifference now={now.sessions} before={before.sessions} />
              </>
            )}
          </p>
        </dd>
      </div>
    </dl>
  );
}
