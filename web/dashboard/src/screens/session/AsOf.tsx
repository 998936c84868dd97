// The journey as it looked at any moment: a slider over the times at which something happened.
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventItem } from '../../api/types.ts';
import { exact } from '../../time/format.ts';
import styles from './AsOf.module.css';

interface Props {
  /** All events, also later ones. */
  events: readonly EventItem[];
  asOf: string | undefined;
  zone: string;
  onChange: (asOf: string | undefined) => void;
}

const settleMs = 150;

export function AsOf({ events, asOf, zone, onChange }: Props) {
  const { t } = useTranslation();
  const moments = useMemo(() => [...new Set(events.map((event) => event.time))].sort(), [events]);
  const last = moments.length - 1;
  const given =
    asOf === undefined
      ? last
      : Math.max(
          0,
          moments.findLastIndex((time) => time <= asOf),
        );
  const [at, setAt] = useState(given);
  useEffect(() => setAt(given), [given]);
  useEffect(() => {
    if (at === given) return undefined;
    const timer = setTimeout(() => onChange(at >= last ? undefined : moments[at]), settleMs);
    return () => clearTimeout(timer);
  }, [at, given, last, moments, onChange]);
  if (last < 1) return null;
  const moment = moments[at];
  const text = moment === undefined || (at >= last && asOf === undefined) ? t('asOf.now') : exact(moment, zone);
  return (
    <div className={`${styles.scrubber} no-print`}>
      <label htmlFor="as-of">{t('asOf.label')}</label>
      <input
        id="as-of"
        type="range"
        min={0}
        max={last}
        value={at}
        aria-valuetext={text}
        onChange={(event) => setAt(Number(event.target.value))}
      />
      <span className="num">{text}</span>
      {asOf !== undefined && (
        <button type="button" className="button small" onClick={() => onChange(undefined)}>
          {t('asOf.backToNow')}
        </button>
      )}
    </div>
  );
}
