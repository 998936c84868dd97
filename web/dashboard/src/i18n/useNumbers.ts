// Numbers as the viewer's language writes them.
import { useMemo } from 'react';
import { useLanguage } from './useLanguage.ts';

export function useNumbers() {
  const { language } = useLanguage();
  return useMemo(() => {
    const whole = new Intl.NumberFormat(language);
    const tenths = new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const round = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
    return {
      /** `3,816` */
      count: (value: number) => whole.format(value),
      /** `12.4%` of a share between 0 and 1. */
      percent: (share: number) => tenths.format(share),
      /** `12%`, for axes. */
      roundPercent: (share: number) => round.format(share),
    };
  }, [language]);
}
