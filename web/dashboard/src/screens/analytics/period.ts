// The range that the figures are of, and the one before it of the same length.
import type { Search } from '../../app/search.ts';
import { textOf } from '../../app/search.ts';
import { rangeEnd, rangeStart } from '../sessions/filters.ts';

export interface Period {
  from: string;
  to: string;
}

export const periods = ['24h', 'today', '7d', '30d'] as const;

export function periodOf(search: Search, now: number, zone: string): Period {
  const from = textOf(search, 'from');
  const to = textOf(search, 'to');
  if (from && to) return { from, to };
  const range = textOf(search, 'range') || '7d';
  const start = rangeStart(range, now, zone) ?? now - 7 * 86_400_000;
  return { from: new Date(start).toISOString(), to: new Date(rangeEnd(range, now, zone) ?? now).toISOString() };
}

export function before(period: Period): Period {
  const [from, to] = [Date.parse(period.from), Date.parse(period.to)];
  return { from: new Date(from - (to - from)).toISOString(), to: period.from };
}

/** Change against a former figure: `+12 %`, `−3 %`, `±0 %`; nothing where there was nothing. */
export function changeOf(now: number, then: number | undefined): string {
  if (then === undefined || then === 0) return '';
  const percent = Math.round(((now - then) / then) * 100);
  return percent === 0 ? '±0 %' : percent > 0 ? `+${percent} %` : `−${-percent} %`;
}
