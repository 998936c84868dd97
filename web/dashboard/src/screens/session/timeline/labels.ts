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
const shortestCut = 48;

/** Where a label could be, right of its mark and left of it: the place and how wide it may be. */
function sidesOf(mark: Mark, taken: readonly Range[], bounds: Range): [Range, Range] {
  const right = Math.max(mark.x1 + besideMark, mark.bracket ? mark.bracket.x1 + besideBracket : 0);
  const left = Math.min(mark.x0 - besideMark, mark.bracket ? mark.bracket.x0 - besideBracket : Number.POSITIVE_INFINITY);
  const next = Math.min(bounds.to, ...taken.filter((one) => one.from > mark.x1).map((one) => one.from));
  const before = Math.max(bounds.from, ...taken.filter((one) => one.to < mark.x0).map((one) => one.to));
  return [
    { from: right, to: next },
    { from: before, to: left },
  ];
}

/** As much of the text as has the room, with an ellipsis. */
function cut(text: string, room: number, measure: Measure): string {
  let length = text.length;
  while (length > 1 && measure(`${text.slice(0, length)}…`, true) > room) --length;
  return `${text.slice(0, length).trimEnd()}…`;
}

/** The text to write and which side it goes to, or nothing. */
function fit(
  mark: Mark,
  [right, left]: [Range, Range],
  bounds: Range,
  measure: Measure,
): { text: string; side: Range; left: boolean } | null {
  const width = measure(mark.text, mark.must);
  if (right.to - right.from >= width) return { text: mark.text, side: right, left: false };
  if (left.to - left.from >= width) return { text: mark.text, side: left, left: true };
  if (!mark.must) return null;
  const isLeft = left.to - left.from > right.to - right.from;
  const side = isLeft ? left : right;
  if (side.to - side.from >= shortestCut) return { text: cut(mark.text, side.to - side.from, measure), side, left: isLeft };
  const overRight = right.from + width <= bounds.to;
  return { text: mark.text, side: overRight ? right : left, left: !overRight };
}

export function placeLabels(marks: readonly Mark[], bounds: Range, measure: Measure): Label[] {
  const rows = new Map<number, Range[]>();
  const take = (y: number, range: Range) => rows.set(y, [...(rows.get(y) ?? []), range]);
  for (const mark of marks) take(mark.y, { from: mark.x0 - markReach, to: mark.x1 + markReach });
  const labels: Label[] = [];
  for (const mark of [...marks].sort((a, b) => a.importance - b.importance || a.x1 - b.x1)) {
    if (mark.x1 < bounds.from || mark.x0 > bounds.to) continue;
    const found = fit(mark, sidesOf(mark, rows.get(mark.y) ?? [], bounds), bounds, measure);
    if (!found) continue;
    const width = measure(found.text, mark.must);
    const x = found.left ? found.side.to - width : found.side.from;
    const edge = found.left ? mark.x0 - markReach : mark.x1 + markReach;
    const lead = found.left ? { from: x + width + 2, to: edge } : { from: edge, to: x - 2 };
    labels.push({ key: mark.key, text: found.text, x, y: mark.y, width, must: mark.must, lead: lead.to - lead.from > 3 ? lead : null });
    take(mark.y, { from: x - 4, to: x + width + 4 });
  }
  return labels;
}
