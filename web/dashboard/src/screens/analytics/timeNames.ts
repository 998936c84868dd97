// How a bucket of time is called beside a chart and below its axis.
import { useMemo } from 'react';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { shortTime } from '../../time/format.ts';
import type { Scope } from './figures.ts';
import { intervalOf } from './period.ts';

export function useTimeNames({ zone, period }: Pick<Scope, 'zone' | 'period'>) {
  const { language } = useLanguage();
  return useMemo(() => {
    const parts: Intl.DateTimeFormatOptions =
      intervalOf(period) === 'hour' ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } : { month: 'numeric', day: 'numeric' };
    const tick = new Intl.DateTimeFormat(language, { timeZone: zone, ...parts });
    return ({ from }: { from: string }) => ({ time: shortTime(from, zone, Date.now()), tick: tick.format(new Date(from)) });
  }, [language, zone, period]);
}
