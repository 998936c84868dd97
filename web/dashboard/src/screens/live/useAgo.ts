// How long ago something was, as a person says it.
import { useCallback, useMemo } from 'react';
import { useLanguage } from '../../i18n/useLanguage.ts';

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

export function useAgo(): (time: number, now: number) => string {
  const { language } = useLanguage();
  const format = useMemo(() => new Intl.RelativeTimeFormat(language, { style: 'narrow', numeric: 'always' }), [language]);
  return useCallback(
    (time, now) => {
      const seconds = Math.max(0, Math.round((now - time) / 1000));
      const [unit, size] = units.find((one) => seconds >= one[1]) ?? (['second', 1] as const);
      return format.format(-Math.floor(seconds / size), unit);
    },
    [format],
  );
}
