// How a bucket of time is called below an axis.
import { useMemo } from 'react';
import { useLanguage } from '../../i18n/useLanguage.ts';
import { shortTime } from '../../time/format.ts';

const hour = 3_600_000;

export function useTimeNames(zone: string) {
  const { language } = useLanguage();
  return useMemo(() => {
    const clock = new Intl.DateTimeFormat(language, { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    const day = new Intl.DateTimeFormat(language, { timeZone: zone, month: 'numeric', day: 'numeric' });
    return ({ from, to }: { from: string; to: string }) => ({
      time: shortTime(from, zone, Date.now()),
      tick: (Date.parse(to) - Date.parse(from) > hour ? day : clock).format(new Date(from)),
    });
  }, [language, zone]);
}
