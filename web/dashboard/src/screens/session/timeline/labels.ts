// Which names are written on the axis, and where: each beside its own mark in its own row. What matters most is placed first, and
// evidence is always named: with less of its text, or over what lies beneath, where there is no room.

export interface Mark {
  key: string;
  /** Where the bar begins and where it ends, with the mark. */
  x0: number;
  x1: number;
  y: number;
  text: string;
  /** 0 is placed first. */
  importance: number;
  /** Evidence. */
  must: boolean;
  /** Edges of a bracket round the mark, over which no label is written. */
  bracket: { x0: number; x1: number } | null;
}

export interface Label {
  key: string;
  text: string;
  /** Where the text begins. */
  x: number;
  y: number;
  width: number;
  must: boolean;
  /** A line from the mark to a text that does not begin beside it. */
  lead: { from: number; to: number } | null;
}

interface Range {
  from: number;
  to: number;
}

type Measure = (text: string, must: boolean) => number;

const besideMark = 11;
const markReach = 9;
const besideBracket = 5;
const insideBracket = 2;
const shortestCut = 48;
const wallKey = 'wall';

/** The free part of a row that begins at `from` and goes right. */
function rightOf(from: number, taken: readonly Range[], end: number): Range {
  return { from, to: Math.min(end, ...taken.filter((one) => one.to > from).map((one) => one.from)) };
}

/** The free part of a row that ends at `to` and goes left. */
function leftOf(to: number, taken: readonly Range[], start: number): Range {
  return { from: Math.max(start, ...taken.filter((one) => one.from < to).map((one) => one.to)), to };
}

interface Side extends Range {
  left: boolean;
}

/** Where a label could be, best first: beside the mark within its bracket, right of the bracket, left of the mark, left of the bracket. */
function sidesOf(mark: Mark, taken: readonly Range[], bounds: Range): Side[] {
  const [right, left] = [mark.x1 + besideMark, mark.x0 - besideMark];
  const { bracket } = mark;
  const inside = bracket ? { from: bracket.x0 + insideBracket, to: bracket.x1 - insideBracket } : bounds;
  const outside = bracket ? { from: bracket.x0 - besideBracket, to: bracket.x1 + besideBracket } : { from: left, to: right };
  return [
    { ...rightOf(right, taken, Math.min(inside.to, bounds.to)), left: false },
    { ...rightOf(Math.max(right, outside.to), taken, bounds.to), left: false },
    { ...leftOf(left, taken, Math.max(inside.from, bounds.from)), left: true },
    { ...leftOf(Math.min(left, outside.from), taken, bounds.from), left: true },
  ];
}

const lengthOf = (range: Range): number => range.to - range.from;

/** As much of the text as has the room, with an ellipsis. */
function cut(text: string, room: number, measure: Measure): string {
  let length = text.length;
  while (length > 1 && measure(`${text.slice(0, length)}…`, true) > room) --length;
  return `${text.slice(0, length).trimEnd()}…`;
}

interface Fit {
  text: string;
  side: Side;
}

function fitWhole(mark: Mark, sides: readonly Side[], measure: Measure): Fit | null {
  const width = measure(mark.text, mark.must);
  const side = sides.find((one) => lengthOf(one) >= width);
  return side ? { text: mark.text, side } : null;
}

/** Over brackets, then with less text, then over other marks. */
function fitEvidence(mark: Mark, sides: readonly Side[], bounds: Range, measure: Measure): Fit {
  const fitting = fitWhole(mark, sides, measure);
  if (fitting) return fitting;
  const widest = sides.reduce((a, b) => (lengthOf(b) > lengthOf(a) ? b : a));
  if (lengthOf(widest) >= shortestCut) return { text: cut(mark.text, lengthOf(widest), measure), side: widest };
  const width = measure(mark.text, mark.must);
  const over = sides.find((one) => (one.left ? one.to - width >= bounds.from : one.from + width <= bounds.to)) ?? widest;
  return { text: mark.text, side: over };
}

/** A line across rows, over which only evidence may be written. */
export interface Wall {
  x: number;
  /** Rows from the middle of the first to that of the last. */
  y0: number;
  y1: number;
}

export function placeLabels(marks: readonly Mark[], walls: readonly Wall[], bounds: Range, measure: Measure): Label[] {
  const rows = new Map<number, (Range & { key: string })[]>();
  const take = (y: number, range: Range & { key: string }) => rows.set(y, [...(rows.get(y) ?? []), range]);
  for (const { key, x0, x1, y } of marks) take(y, { key, from: x0 - markReach, to: x1 + markReach });
  for (const { x, y0, y1 } of walls) for (const y of rows.keys()) if (y >= y0 && y <= y1) take(y, { key: wallKey, from: x - 2, to: x + 2 });
  const labels: Label[] = [];
  for (const mark of [...marks].sort((a, b) => a.importance - b.importance || a.x1 - b.x1)) {
    if (mark.x1 < bounds.from || mark.x0 > bounds.to) continue;
    const others = (rows.get(mark.y) ?? []).filter((one) => one.key !== mark.key);
    const found =
      fitWhole(mark, sidesOf(mark, others, bounds), measure) ??
      (mark.must
        ? fitEvidence(
            mark,
            sidesOf(
              mark,
              others.filter((one) => one.key !== wallKey),
              bounds,
            ),
            bounds,
            measure,
          )
        : null);
    if (!found) continue;
    const width = measure(found.text, mark.must);
    const x = found.side.left ? found.side.to - width : found.side.from;
    const lead = found.side.left ? { from: x + width + 2, to: mark.x0 - markReach } : { from: mark.x1 + markReach, to: x - 2 };
    labels.push({ key: mark.key, text: found.text, x, y: mark.y, width, must: mark.must, lead: lengthOf(lead) > 3 ? lead : null });
    take(mark.y, { key: `label of ${mark.key}`, from: x - 4, to: x + width + 4 });
  }
  return labels;
}
