// The range that the figures are of, and the one before it of the same length.
import type { Search } from '../../app/search.ts';
import { textOf } from '../../app/search.ts';
import { filtersOf } from '../sessions/filters.ts';

export interface Period {
  from: string;
  to: string;
}

const day = 86_400_000;

/** Figures need two ends: seven days unless told otherwise, up to now. */
export function periodOf(search: Search, now: number, zone: string): Period {
  const told = textOf(search, 'from') || textOf(search, 'to') || textOf(search, 'range');
  const { from, to } = filtersOf(told ? search : { range: '7d' }, now, zone);
  const end = to === undefined ? now : Date.parse(String(to));
  const start = from === undefined ? end - 7 * day : Date.parse(String(from));
  return { from: new Date(Math.min(start, end)).toISOString(), to: new Date(end).toISOString() };
}

export function before(period: Period): Period {
  const [from, to] = [Date.parse(period.from), Date.parse(period.to)];
  return { from: new Date(from - (to - from)).toISOString(), to: period.from };
}

/** How long a bucket of a chart is, so that a chart has neither three nor three hundred of them. */
export function intervalOf(period: Period): 'hour' | 'day' | 'week' {
  const days = (Date.parse(period.to) - Date.parse(period.from)) / day;
  return days <= 2 ? 'hour' : days > 90 ? 'week' : 'day';
}
