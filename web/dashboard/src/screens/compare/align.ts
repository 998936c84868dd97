// Two journeys as rows that have the same subject on both sides: a check, a screen, or something else that the user felt.
import { type CatalogEvent, type EventItem, type Source, type Stage, stages } from '../../api/types.ts';
import { startOf, timeOf } from '../session/eventKey.ts';

/** One time that it happened. */
export interface Occurrence {
  event: EventItem;
  /** How long a check ran, or a screen was shown until the next one. */
  durationMs: number | undefined;
}

export interface AlignedRow {
  key: string;
  stage: Stage;
  source: Source;
  /** The event's name, or a screen's path. */
  name: string;
  isScreen: boolean;
  sides: [Occurrence[], Occurrence[]];
  differs: boolean;
}

type Kind = (name: string) => CatalogEvent | undefined;

const pathOf = (event: EventItem): string | undefined => (typeof event.attributes?.path === 'string' ? event.attributes.path : undefined);

function isScreen(event: EventItem, known: Kind): boolean {
  return event.source === 'FE' && known(event.name)?.kind === 'screen' && pathOf(event) !== undefined;
}

function isCompared(event: EventItem, known: Kind): boolean {
  const entry = known(event.name);
  return (
    event.result !== undefined ||
    entry?.kind === 'check' ||
    event.effective_impact !== 'NONE' ||
    isScreen(event, known) ||
    (entry?.flags ?? []).some((flag) => flag === 'camera_denied' || flag === 'offline' || flag === 'error_page')
  );
}

/** Everything of an occurrence that is shown, except how long it took. */
export const outcomeOf = ({ event }: Occurrence): string =>
  JSON.stringify([event.result, event.effective_impact, event.reason, event.error_code, event.resolved]);

function occurrences(events: readonly EventItem[], known: Kind): Occurrence[] {
  const screens = events.filter((event) => isScreen(event, known));
  const leftAt = new Map(screens.map((event, index) => [event, screens[index + 1]]));
  return events
    .filter((event) => isCompared(event, known))
    .map((event) => {
      const next = leftAt.get(event);
      return { event, durationMs: leftAt.has(event) ? next && startOf(next) - timeOf(event) : event.duration_ms };
    });
}

export function align(left: readonly EventItem[], right: readonly EventItem[], known: Kind): AlignedRow[] {
  const rows = new Map<string, AlignedRow>();
  for (const [side, events] of [left, right].entries()) {
    for (const one of occurrences(events, known)) {
      const { event } = one;
      const screen = isScreen(event, known);
      const name = screen ? (pathOf(event) as string) : event.name;
      const key = `${event.stage} ${event.source} ${event.name} ${name}`;
      let row = rows.get(key);
      if (!row) {
        row = { key, stage: event.stage, source: event.source, name, isScreen: screen, sides: [[], []], differs: false };
        rows.set(key, row);
      }
      row.sides[side as 0 | 1].push(one);
    }
  }
  for (const row of rows.values()) row.differs = String(row.sides[0].map(outcomeOf)) !== String(row.sides[1].map(outcomeOf));
  return [...rows.values()].sort((a, b) => stages.indexOf(a.stage) - stages.indexOf(b.stage));
}

export const totalMs = (side: readonly Occurrence[]): number | undefined => {
  const known = side.map((one) => one.durationMs).filter((ms) => ms !== undefined);
  return known.length > 0 ? known.reduce((sum, ms) => sum + ms, 0) : undefined;
};

/** How many times as long the right side took; below 1 it was faster. Nothing where it cannot be said. */
export function timesAsLong(row: Pick<AlignedRow, 'sides'>): number | undefined {
  const [left, right] = [totalMs(row.sides[0]), totalMs(row.sides[1])];
  return left !== undefined && right !== undefined && left > 0 && right > 0 ? right / left : undefined;
}

/** A difference in time that a person would have felt: a second, and twice as long. */
export function tookDifferently(row: Pick<AlignedRow, 'sides'>): boolean {
  const times = timesAsLong(row);
  if (times === undefined || (times < 2 && times > 0.5)) return false;
  return Math.abs((totalMs(row.sides[0]) ?? 0) - (totalMs(row.sides[1]) ?? 0)) >= 1000;
}
