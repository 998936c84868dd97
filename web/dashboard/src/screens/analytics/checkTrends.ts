// The share of sessions in which a check failed, over time.
import { useTranslation } from 'react-i18next';
import type { Outcomes } from '../../api/types.ts';
import { number, percent } from '../../time/format.ts';
import { type Scope, useOutcomesOf } from './figures.ts';
import { shareOf } from './rates.ts';
import type { Point } from './Trend.tsx';

const sessionsIn = ({ status }: Outcomes['buckets'][number]): number =>
  status.IN_PROGRESS + status.COMPLETED + status.DROPPED + status.ERROR;

/** Two requests a check. A filter by check leaves no room for another check, so then there are none. */
export function useCheckTrends(scope: Scope, checks: readonly string[]): Map<string, Point[]> {
  const { t } = useTranslation();
  const shown = scope.filters.check === undefined ? checks : [];
  const failed = useOutcomesOf(
    scope,
    shown.map((name) => ({ check: `${name}:FAIL` })),
  );
  const ran = useOutcomesOf(
    scope,
    shown.map((name) => ({ check: name })),
  );
  return new Map(
    shown.flatMap((name, at) => {
      const whole = ran[at]?.buckets;
      const points = failed[at]?.buckets.map((bucket, index): Point => {
        const [part, all] = [sessionsIn(bucket), whole?.[index] ? sessionsIn(whole[index]) : 0];
        const share = shareOf(part, all);
        return {
          from: bucket.from,
          to: bucket.to,
          value: share,
          text: share === undefined ? '—' : t('analytics.failedIn', { share: percent(share), part: number(part), whole: number(all) }),
          sessions: { ...scope.base, check: `${name}:FAIL`, from: bucket.from, to: bucket.to },
        };
      });
      return whole && points ? [[name, points] as const] : [];
    }),
  );
}
