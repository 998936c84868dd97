// How a figure changed against the period before.
import { useTranslation } from 'react-i18next';
import { changeOf } from './rates.ts';
import { number, roundPercent } from '../../time/format.ts';

/** A change to more than this many times as much says only that there was next to nothing. */
const tellingMost = 9;

const signed = (text: string, value: number) => (value > 0 ? `+${text}` : value < 0 ? `−${text}` : `±${text}`);

export function CountDifference({ now, before }: { now: number; before: number | undefined }) {
  const { t } = useTranslation();
  const change = changeOf(now, before);
  if (change === undefined || before === undefined) return <>—</>;
  if (change === 'new') return <>{t('analytics.new')}</>;
  const by = now - before;
  return (
    <>
      {signed(number(Math.abs(by)), by)}
      {Math.abs(change) <= tellingMost && ` (${signed(roundPercent(Math.abs(change)), by)})`}
    </>
  );
}

/** The difference of two shares, in percentage points. */
export function ShareDifference({ now, before }: { now: number | undefined; before: number | undefined }) {
  const { t } = useTranslation();
  if (now === undefined || before === undefined) return <>—</>;
  const by = Math.round((now - before) * 1000) / 10;
  return <>{t('analytics.points', { points: signed(Math.abs(by).toFixed(1), by) })}</>;
}
