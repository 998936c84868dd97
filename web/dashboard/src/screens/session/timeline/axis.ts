// The common time axis. Time is drawn to scale where something happens; a long silence is squeezed into a short stretch
// that says how long it was. So a reviewer who came three days later does not flatten the minute that matters, and ten pauses do
// not flatten the ten moments between them.

export interface Stretch {
  from: number;
  to: number;
  /** Where it lies on the axis, 0 to 1. */
  left: number;
  right: number;
  /** Squeezed: nothing happened in it. */
  gap: boolean;
}

export interface Axis {
  stretches: readonly Stretch[];
  /** Time to place; times outside are put at the ends. */
  place: (time: number) => number;
  /** Place to time. */
  time: (place: number) => number;
}

export interface Span {
  start: number;
  end: number;
}

const shortestGapMs = 10_000;
const gapIsOverShare = 0.5;
/** Silences together are squeezed when they leave less than this to what happens, unless hardly anything has a length. */
const busyIsCrushedUnder = 0.2;
const busyHasLengthOver = 0.02;
/** What a gap gets of the axis, at most; many gaps share half of it. */
const gapWidth = 0.035;
const gapsTogether = 0.5;

function merged(spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  const out: Span[] = [];
  for (const span of sorted) {
    const last = out.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else out.push({ ...span });
  }
  return out;
}

/** Silences that are long beside all that is busy, the longest first being decided with the others out of the way. */
function gapsOf(busy: readonly Span[]): Span[] {
  const silences = busy
    .slice(1)
    .map((span, index) => ({ start: (busy[index] as Span).end, end: span.start }))
    .filter((one) => one.end - one.start >= shortestGapMs)
    .sort((a, b) => b.end - b.start - (a.end - a.start));
  const lengthOf = (spans: readonly Span[]) => spans.reduce((sum, one) => sum + one.end - one.start, 0);
  let rest = (busy.at(-1)?.end ?? 0) - (busy[0]?.start ?? 0);
  let count = 0;
  for (const silence of silences) {
    const length = silence.end - silence.start;
    if (length <= rest * gapIsOverShare) break;
    rest -= length;
    ++count;
  }
  const active = (rest - lengthOf(silences.slice(count))) / Math.max(1, rest);
  const crushed = active < busyIsCrushedUnder && active > busyHasLengthOver;
  return (crushed ? silences : silences.slice(0, count)).sort((a, b) => a.start - b.start);
}

export function makeAxis(spans: readonly Span[]): Axis {
  const busy = merged(spans);
  const start = busy[0]?.start ?? 0;
  const end = Math.max(busy.at(-1)?.end ?? 0, start + 1);
  const gaps = gapsOf(busy);
  const width = gaps.length === 0 ? 0 : Math.min(gapWidth, gapsTogether / gaps.length);
  const active = Math.max(1, end - start - gaps.reduce((sum, gap) => sum + gap.end - gap.start, 0));
  const scale = (1 - width * gaps.length) / active;
  const stretches: Stretch[] = [];
  let time = start;
  let left = 0;
  const add = (to: number, right: number, gap: boolean) => {
    stretches.push({ from: time, to, left, right, gap });
    time = to;
    left = right;
  };
  for (const gap of gaps) {
    add(gap.start, left + (gap.start - time) * scale, false);
    add(gap.end, left + width, true);
  }
  add(end, 1, false);
  const place = (at: number): number => {
    const stretch = stretches.find((one) => at <= one.to) ?? (stretches.at(-1) as Stretch);
    const length = stretch.to - stretch.from;
    const share = length > 0 ? (at - stretch.from) / length : 0;
    return stretch.left + Math.min(1, Math.max(0, share)) * (stretch.right - stretch.left);
  };
  const timeAt = (at: number): number => {
    const stretch = stretches.find((one) => at <= one.right) ?? (stretches.at(-1) as Stretch);
    const length = stretch.right - stretch.left;
    const share = length > 0 ? (at - stretch.left) / length : 0;
    return stretch.from + Math.min(1, Math.max(0, share)) * (stretch.to - stretch.from);
  };
  return { stretches, place, time: timeAt };
}

/** Round times to write on the axis within a window, at most about `most` of them, each with a place, and the time at which each gap
 * ends. None in a gap. */
export function ticks(axis: Axis, from: number, to: number, most: number): { time: number; place: number }[] {
  const steps = [10, 50, 100, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000, 21_600_000, 86_400_000];
  const shown = axis.stretches.filter((one) => !one.gap && one.right > from && one.left < to);
  const visible = shown.reduce(
    (sum, one) => sum + (Math.min(one.right, to) - Math.max(one.left, from)) * ((one.to - one.from) / Math.max(1e-9, one.right - one.left)),
    0,
  );
  const step = steps.find((one) => visible / one <= most) ?? 86_400_000;
  const out: { time: number; place: number }[] = [];
  for (const stretch of shown) {
    if (stretch.left >= from && stretch !== axis.stretches[0]) out.push({ time: stretch.from, place: stretch.left });
    for (let time = Math.ceil(stretch.from / step) * step; time <= stretch.to && out.length < 200; time += step) {
      const place = axis.place(time);
      if (place >= from && place <= to && time !== out.at(-1)?.time) out.push({ time, place });
    }
  }
  return out;
}
