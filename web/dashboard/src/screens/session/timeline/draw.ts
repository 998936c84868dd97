// Paints the timeline. What is where comes from geometry.ts and labels.ts.
import type { EventItem, Impact } from '../../../api/types.ts';
import { impactShapes } from '../../../design/marks.tsx';
import { duration } from '../../../time/format.ts';
import type { Axis } from './axis.ts';
import { ticks } from './axis.ts';
import { heightOf, isNarrow, leftOf, sizes, topOfServer, xOf, yOf } from './geometry.ts';
import { type Label, type Mark, placeLabels } from './labels.ts';
import type { Group, Item, Layout } from './layout.ts';
import type { Window } from './window.ts';

export interface View {
  layout: Layout;
  axis: Axis;
  window: Window;
  width: number;
  selected: string | null;
  /** Evidence, which has a ring and always a label. */
  marked: ReadonlySet<string>;
  /** What the list shows at the moment; null where it shows nothing. */
  listed: { from: number; to: number } | null;
  shown: (key: string) => boolean;
  /** What an item is called, and how much that matters: 0 most. */
  label: (item: Item) => { text: string; importance: number };
  clock: (time: number) => string;
  day: (time: number) => string;
  words: { hidden: string; observed: string; verified: string };
}

export type Paint = (name: string) => string;

const impactColours: Record<Impact, string> = {
  NONE: 'grey',
  BLOCKED: 'red',
  REJECTED: 'red',
  RETAKE: 'orange',
  PENDING: 'violet',
  APPROVED: 'green',
  COMPLETED: 'green',
};

const resultColours: Record<string, string> = { PASS: 'green', FAIL: 'red', ERROR: 'red', WARN: 'orange', SKIPPED: 'grey' };

export const colourOf = ({ effective_impact, result }: Pick<EventItem, 'effective_impact' | 'result'>): string =>
  effective_impact === 'NONE' ? (resultColours[result ?? ''] ?? 'grey') : impactColours[effective_impact];

export const fontOf = (paint: Paint, bold: boolean): string => `${bold ? '600 ' : ''}12px ${paint('font')}`;

const paths = new Map<string, Path2D>();
function shape(impact: Impact): Path2D {
  let path = paths.get(impact);
  if (!path) {
    path = new Path2D(impactShapes[impact]);
    paths.set(impact, path);
  }
  return path;
}

/** Stretches in which nothing happened or nobody looked. What they are is written below the lanes, where no label is. */
function drawStretches(context: CanvasRenderingContext2D, view: View, height: number, paint: Paint): void {
  const gaps = view.axis.stretches
    .filter((one) => one.gap)
    .map((one) => ({ start: one.from, end: one.to, text: duration(one.to - one.from) }));
  const hidden = view.layout.hidden.map((one) => ({ ...one, text: view.words.hidden }));
  const stretches = [...gaps, ...hidden]
    .map((one) => ({ text: one.text, x0: xOf(view, one.start), x1: xOf(view, one.end) }))
    .filter((one) => one.x1 >= 0 && one.x0 <= view.width)
    .sort((a, b) => a.x0 - b.x0);
  context.fillStyle = paint('shade');
  for (const { x0, x1 } of stretches) context.fillRect(x0 + 1, sizes.top, Math.max(1, x1 - x0 - 2), height - sizes.top);
  context.fillStyle = paint('text-quiet');
  context.textAlign = 'left';
  let free = leftOf(view.width) - 10;
  for (const { text, x0, x1 } of stretches) {
    if ((x0 + x1) / 2 < free) continue;
    const width = context.measureText(text).width;
    const at = Math.min((x0 + x1 - width) / 2, view.width - width - 2);
    if (at < free) continue;
    context.fillText(text, at, height - 5);
    free = at + width + 6;
  }
}

/** Times above the axis; the day where it begins. A text that has no room inside is written at the other side of its line. */
function drawAxis(context: CanvasRenderingContext2D, view: View, height: number, paint: Paint): void {
  context.fillStyle = paint('text-quiet');
  context.strokeStyle = paint('line');
  context.textAlign = 'left';
  let free = leftOf(view.width) - 1;
  let day = '';
  for (const tick of ticks(view.axis, view.window.from, view.window.to, view.width / 120)) {
    const x = Math.round(xOf(view, tick.time)) + 0.5;
    context.beginPath();
    context.moveTo(x, sizes.top - 4);
    context.lineTo(x, height);
    context.stroke();
    const today = view.day(tick.time);
    const text = today === day ? view.clock(tick.time) : `${today} ${view.clock(tick.time)}`;
    const width = context.measureText(text).width;
    const at = x + 3 + width > view.width ? x - 3 - width : x + 3;
    if (at < free) continue;
    context.fillText(text, at, 14);
    free = at + width + 10;
    day = today;
  }
}

/** A bar over the times that the list shows, so that both are read together. */
function drawListed(context: CanvasRenderingContext2D, view: View, paint: Paint): void {
  if (!view.listed) return;
  const [x0, x1] = [xOf(view, view.listed.from), xOf(view, view.listed.to)];
  context.fillStyle = paint('accent');
  context.fillRect(x0 - 4, sizes.top - 5, Math.max(8, x1 - x0 + 8), 3);
}

function drawJoins(context: CanvasRenderingContext2D, view: View, paint: Paint): void {
  context.strokeStyle = paint('line-strong');
  for (const { fe, be } of view.layout.joins) {
    context.lineWidth = view.selected === fe.key || view.selected === be.key ? 2 : 1;
    context.beginPath();
    context.moveTo(xOf(view, fe.end), yOf(view.layout, fe) + 5);
    context.lineTo(xOf(view, be.end), yOf(view.layout, be) - 5);
    context.stroke();
  }
  context.lineWidth = 1;
}

const bracketReach = 5;

/** A bracket: its edges, and the middles of its first and last row. */
function bracketOf(view: View, group: Group) {
  const ys = group.items.map((item) => yOf(view.layout, item));
  return {
    x0: xOf(view, group.start) - bracketReach,
    x1: xOf(view, group.end) + bracketReach + 4,
    y0: Math.min(...ys),
    y1: Math.max(...ys),
  };
}

function drawGroups(context: CanvasRenderingContext2D, view: View, paint: Paint): void {
  context.strokeStyle = paint('accent');
  for (const group of view.layout.groups) {
    const { x0, x1, ...rows } = bracketOf(view, group);
    if (x1 < 0 || x0 > view.width) continue;
    const [y0, y1] = [rows.y0 - sizes.row / 2 + 1, rows.y1 + sizes.row / 2 - 1];
    context.beginPath();
    for (const [edge, inside] of [
      [x0, x0 + 4],
      [x1, x1 - 4],
    ] as const) {
      context.moveTo(inside, y0);
      context.lineTo(edge, y0);
      context.lineTo(edge, y1);
      context.lineTo(inside, y1);
    }
    context.stroke();
  }
}

function drawItem(context: CanvasRenderingContext2D, view: View, item: Item, paint: Paint): void {
  const { event } = item;
  const [x0, x1, y] = [xOf(view, item.start), xOf(view, item.end), yOf(view.layout, item)];
  if (x1 < -20 || x0 > view.width + 20) return;
  context.globalAlpha = view.shown(item.key) ? 1 : 0.22;
  const impact = event.effective_impact;
  const colour = paint(colourOf(event));
  if (item.end > item.start) {
    context.fillStyle = colour;
    context.globalAlpha *= 0.38;
    context.fillRect(x0, y - sizes.bar / 2, Math.max(2, x1 - x0), sizes.bar);
    context.globalAlpha = view.shown(item.key) ? 1 : 0.22;
    context.fillRect(Math.max(x0, x1 - 2), y - sizes.bar / 2, 2, sizes.bar);
  }
  const size = impact === 'NONE' ? 13 : 15;
  context.save();
  context.translate(x1 - size / 2, y - size / 2);
  context.scale(size / 16, size / 16);
  if (event.source === 'FE' && impact === 'NONE') {
    context.strokeStyle = colour;
    context.lineWidth = 1.8;
    context.stroke(shape('NONE'));
  } else {
    context.fillStyle = colour;
    context.fill(shape(impact), 'evenodd');
  }
  context.restore();
  context.globalAlpha = 1;
  const selected = view.selected !== null && view.layout.byKey.get(view.selected) === item;
  if (selected || view.marked.has(item.key)) drawRing(context, x1, y, selected, paint);
}

function drawRing(context: CanvasRenderingContext2D, x: number, y: number, selected: boolean, paint: Paint): void {
  context.strokeStyle = paint('accent');
  context.lineWidth = selected ? 2.5 : 1.25;
  context.beginPath();
  context.arc(x, y, selected ? 9.5 : 8.5, 0, 2 * Math.PI);
  context.stroke();
  context.lineWidth = 1;
}

/** What stays in place at the left, over what was panned below it. */
function drawLanes(context: CanvasRenderingContext2D, view: View, paint: Paint): void {
  const be = topOfServer(view.layout);
  context.fillStyle = paint('surface');
  context.fillRect(0, 0, leftOf(view.width) - 12, heightOf(view.layout));
  context.strokeStyle = paint('line-strong');
  context.beginPath();
  context.moveTo(0, be - sizes.between / 2 + 0.5);
  context.lineTo(view.width, be - sizes.between / 2 + 0.5);
  context.stroke();
  context.fillStyle = paint('text-quiet');
  context.textAlign = 'left';
  const narrow = isNarrow(view.width);
  context.fillText(narrow ? 'FE' : view.words.observed, 8, sizes.top + sizes.row / 2 + 4);
  context.fillText(narrow ? 'BE' : view.words.verified, 8, be + sizes.row / 2 + 4);
}

const namedMost = 400;

/** What could be named in the window; of a crowd only evidence. */
function marksOf(view: View): Mark[] {
  const brackets = new Map(
    view.layout.groups.flatMap((group) => {
      const bracket = bracketOf(view, group);
      return group.items.map((item) => [item, bracket] as const);
    }),
  );
  const seen = view.layout.items.filter((item) => xOf(view, item.end) > leftOf(view.width) - 20 && xOf(view, item.start) < view.width);
  const crowd = seen.length > namedMost;
  return seen
    .filter((item) => !crowd || view.marked.has(item.key))
    .map((item) => ({
      key: item.key,
      x0: xOf(view, item.start),
      x1: xOf(view, item.end),
      y: yOf(view.layout, item),
      ...view.label(item),
      must: view.marked.has(item.key),
      bracket: brackets.get(item) ?? null,
    }));
}

function drawLabel(context: CanvasRenderingContext2D, view: View, label: Label, paint: Paint): void {
  context.font = fontOf(paint, label.must);
  if (label.must) {
    context.fillStyle = paint('surface');
    context.fillRect(label.x - 1, label.y - 8, label.width + 2, 16);
  }
  context.globalAlpha = view.shown(label.key) ? 1 : 0.3;
  context.fillStyle = paint(label.must ? 'text' : 'text-quiet');
  context.fillText(label.text, label.x, label.y + 4);
  if (label.lead) {
    context.strokeStyle = paint('line-strong');
    context.beginPath();
    context.moveTo(label.lead.from, label.y + 0.5);
    context.lineTo(label.lead.to, label.y + 0.5);
    context.stroke();
  }
  context.globalAlpha = 1;
}

function drawLabels(context: CanvasRenderingContext2D, view: View, paint: Paint): void {
  context.textAlign = 'left';
  const measure = (text: string, bold: boolean) => {
    context.font = fontOf(paint, bold);
    return context.measureText(text).width;
  };
  const walls = view.layout.groups.flatMap((group) => {
    const { x0, x1, y0, y1 } = bracketOf(view, group);
    return [x0, x1].map((x) => ({ x, y0, y1 }));
  });
  for (const label of placeLabels(marksOf(view), walls, { from: leftOf(view.width), to: view.width - 2 }, measure))
    drawLabel(context, view, label, paint);
  context.font = fontOf(paint, false);
}

export function draw(context: CanvasRenderingContext2D, view: View, paint: Paint): void {
  const height = heightOf(view.layout);
  context.clearRect(0, 0, view.width, height);
  context.font = fontOf(paint, false);
  context.lineWidth = 1;
  drawStretches(context, view, height, paint);
  drawAxis(context, view, height, paint);
  drawListed(context, view, paint);
  drawGroups(context, view, paint);
  drawJoins(context, view, paint);
  for (const item of view.layout.items) drawItem(context, view, item, paint);
  drawLabels(context, view, paint);
  drawLanes(context, view, paint);
}
