// Paints the timeline. Only this file knows the canvas; what is where comes from layout.ts and axis.ts.
import type { Impact } from '../../../api/types.ts';
import { impactShapes } from '../../../design/marks.tsx';
import { duration } from '../../../time/format.ts';
import type { Axis } from './axis.ts';
import { ticks } from './axis.ts';
import type { Item, Layout } from './layout.ts';

export interface Window {
  /** Places on the axis, 0 to 1. */
  from: number;
  to: number;
}

export interface View {
  layout: Layout;
  axis: Axis;
  window: Window;
  width: number;
  selected: string | null;
  marked: ReadonlySet<string>;
  /** What the list shows at the moment; null where it shows nothing. */
  listed: { from: number; to: number } | null;
  shown: (key: string) => boolean;
  clock: (time: number) => string;
  words: { hidden: string; observed: string; verified: string };
}

export const sizes = { row: 19, bar: 11, top: 22, between: 26, bottom: 6, left: 92, right: 14 };

export const heightOf = (layout: Layout): number =>
  sizes.top + layout.feRows * sizes.row + sizes.between + layout.beRows * sizes.row + sizes.bottom;

/** Middle of an item's row. */
export function yOf(layout: Layout, item: Item): number {
  const lane = item.event.source === 'FE' ? sizes.top : sizes.top + layout.feRows * sizes.row + sizes.between;
  return lane + item.row * sizes.row + sizes.row / 2;
}

export function xOf(view: Pick<View, 'axis' | 'window' | 'width'>, time: number): number {
  const { from, to } = view.window;
  return sizes.left + ((view.axis.place(time) - from) / (to - from)) * (view.width - sizes.left - sizes.right);
}

type Paint = (name: string) => string;

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

const paths = new Map<string, Path2D>();
function shape(impact: Impact): Path2D {
  let path = paths.get(impact);
  if (!path) {
    path = new Path2D(impactShapes[impact]);
    paths.set(impact, path);
  }
  return path;
}

function band(context: CanvasRenderingContext2D, x0: number, x1: number, height: number, colour: string): void {
  context.fillStyle = colour;
  context.fillRect(x0, sizes.top, Math.max(1, x1 - x0), height - sizes.top);
}

function drawBackground(context: CanvasRenderingContext2D, view: View, height: number, paint: Paint): void {
  context.textAlign = 'center';
  for (const stretch of view.axis.stretches) {
    if (!stretch.gap) continue;
    const [x0, x1] = [xOf(view, stretch.from), xOf(view, stretch.to)];
    if (x1 < 0 || x0 > view.width) continue;
    band(context, x0, x1, height, paint('shade'));
    context.strokeStyle = paint('line-strong');
    context.setLineDash([2, 3]);
    context.strokeRect(x0 + 0.5, sizes.top + 0.5, x1 - x0, height - sizes.top - 1);
    context.setLineDash([]);
    context.fillStyle = paint('text-quiet');
    context.save();
    context.translate((x0 + x1) / 2, sizes.top + (height - sizes.top) / 2);
    context.rotate(-Math.PI / 2);
    context.fillText(duration(stretch.to - stretch.from), 0, 3);
    context.restore();
  }
  for (const span of view.layout.hidden) {
    const [x0, x1] = [xOf(view, span.start), xOf(view, span.end)];
    band(context, x0, x1, height, paint('grey-soft'));
    context.fillStyle = paint('text-quiet');
    if (x1 - x0 > 60) context.fillText(view.words.hidden, (x0 + x1) / 2, height - 4);
  }
}

function drawAxis(context: CanvasRenderingContext2D, view: View, height: number, paint: Paint): void {
  context.fillStyle = paint('text-quiet');
  context.strokeStyle = paint('line');
  let free = Number.NEGATIVE_INFINITY;
  for (const tick of ticks(view.axis, view.window.from, view.window.to, view.width / 110)) {
    const x = Math.round(xOf(view, tick.time)) + 0.5;
    context.beginPath();
    context.moveTo(x, sizes.top - 4);
    context.lineTo(x, height);
    context.stroke();
    if (x < free || x > view.width - 30) continue;
    context.textAlign = 'left';
    context.fillText(view.clock(tick.time), x + 3, 12);
    free = x + 86;
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
    const active = view.selected === fe.key || view.selected === be.key;
    context.lineWidth = active ? 2 : 1;
    context.beginPath();
    context.moveTo(xOf(view, fe.end), yOf(view.layout, fe) + 5);
    context.lineTo(xOf(view, be.end), yOf(view.layout, be) - 5);
    context.stroke();
  }
  context.lineWidth = 1;
}

function drawGroups(context: CanvasRenderingContext2D, view: View, paint: Paint): void {
  context.strokeStyle = paint('accent');
  for (const group of view.layout.groups) {
    const ys = group.items.map((item) => yOf(view.layout, item));
    const [x0, x1] = [xOf(view, group.start) - 4, xOf(view, group.end) + 4];
    if (x1 < 0 || x0 > view.width) continue;
    const [y0, y1] = [Math.min(...ys) - sizes.row / 2 + 1, Math.max(...ys) + sizes.row / 2 - 1];
    context.beginPath();
    for (const [edge, inside] of [
      [x0, x0 + 5],
      [x1, x1 - 5],
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
  const colour = paint(impact !== 'NONE' ? impactColours[impact] : (resultColours[event.result ?? ''] ?? 'grey'));
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
  if (view.marked.has(item.key) || view.selected === item.key) drawHalo(context, x1, y, view.selected === item.key, paint);
}

function drawHalo(context: CanvasRenderingContext2D, x: number, y: number, selected: boolean, paint: Paint): void {
  context.strokeStyle = paint('accent');
  context.lineWidth = selected ? 2.5 : 1.25;
  context.beginPath();
  context.arc(x, y, selected ? 9.5 : 8.5, 0, 2 * Math.PI);
  context.stroke();
  context.lineWidth = 1;
}

/** What stays in place at the left, over what was panned below it. */
function drawLanes(context: CanvasRenderingContext2D, view: View, paint: Paint): void {
  context.fillStyle = paint('surface');
  context.fillRect(0, 0, sizes.left - 12, heightOf(view.layout));
  context.fillStyle = paint('text-quiet');
  context.textAlign = 'left';
  const be = sizes.top + view.layout.feRows * sizes.row + sizes.between;
  context.strokeStyle = paint('line-strong');
  context.beginPath();
  context.moveTo(0, be - 17.5);
  context.lineTo(view.width, be - 17.5);
  context.stroke();
  context.fillText(view.words.observed, 8, sizes.top + sizes.row / 2 + 4);
  context.fillText(view.words.verified, 8, be + sizes.row / 2 + 4);
}

export function draw(context: CanvasRenderingContext2D, view: View, paint: Paint): void {
  const height = heightOf(view.layout);
  context.clearRect(0, 0, view.width, height);
  context.font = `11px ${paint('font')}`;
  context.lineWidth = 1;
  drawBackground(context, view, height, paint);
  drawAxis(context, view, height, paint);
  drawListed(context, view, paint);
  drawGroups(context, view, paint);
  drawJoins(context, view, paint);
  for (const item of view.layout.items) drawItem(context, view, item, paint);
  drawNames(context, view, paint);
  drawLanes(context, view, paint);
}

const namedMost = 400;

/** What an item is called on the axis: a screen by its path, anything else by its name. */
function nameOf({ event }: Item): string {
  const path = event.attributes?.path;
  return event.name === 'STEP_VIEW' && typeof path === 'string' ? path : event.name;
}

/** The name beside everything that has the room for it in its row. */
function drawNames(context: CanvasRenderingContext2D, view: View, paint: Paint): void {
  const rows = new Map<number, Item[]>();
  const seen = view.layout.items.filter((item) => xOf(view, item.end) > sizes.left - 20 && xOf(view, item.start) < view.width);
  if (seen.length > namedMost) return;
  for (const item of seen) {
    const y = yOf(view.layout, item);
    rows.set(y, [...(rows.get(y) ?? []), item]);
  }
  context.textAlign = 'left';
  for (const [y, items] of rows) {
    items.sort((a, b) => a.start - b.start);
    items.forEach((item, index) => {
      const x = xOf(view, item.end) + 10;
      const next = items[index + 1];
      const room = (next ? xOf(view, next.start) - 10 : view.width) - x;
      if (context.measureText(nameOf(item)).width > room) return;
      context.globalAlpha = view.shown(item.key) ? 1 : 0.3;
      context.fillStyle = paint(item.event.effective_impact === 'NONE' ? 'text-quiet' : 'text');
      context.fillText(nameOf(item), x, y + 4);
    });
  }
  context.globalAlpha = 1;
}

export function drawMinimap(context: CanvasRenderingContext2D, view: View, height: number, paint: Paint): void {
  context.clearRect(0, 0, view.width, height);
  const whole = { ...view, window: { from: 0, to: 1 } };
  for (const stretch of view.axis.stretches) {
    if (!stretch.gap) continue;
    context.fillStyle = paint('shade');
    context.fillRect(xOf(whole, stretch.from), 0, xOf(whole, stretch.to) - xOf(whole, stretch.from), height);
  }
  for (const item of view.layout.items) {
    const impact = item.event.effective_impact;
    context.fillStyle = paint(impactColours[impact]);
    const [x0, x1] = [xOf(whole, item.start), xOf(whole, item.end)];
    const tall = impact === 'NONE' ? 5 : 10;
    context.fillRect(x0, item.event.source === 'FE' ? height / 2 - tall - 1 : height / 2 + 1, Math.max(1.5, x1 - x0), tall);
  }
  const span = view.width - sizes.left - sizes.right;
  context.strokeStyle = paint('accent');
  context.lineWidth = 2;
  context.strokeRect(sizes.left + view.window.from * span, 1, (view.window.to - view.window.from) * span, height - 2);
}

/** The item at a point of the canvas, the nearest within reach. */
export function hit(view: View, x: number, y: number): Item | null {
  let best: Item | null = null;
  let nearest = 12;
  for (const item of view.layout.items) {
    const vertical = Math.abs(yOf(view.layout, item) - y);
    if (vertical > sizes.row / 2) continue;
    const [x0, x1] = [xOf(view, item.start), xOf(view, item.end)];
    const distance = x >= x0 && x <= x1 ? 0 : Math.min(Math.abs(x - x0), Math.abs(x - x1));
    if (distance < nearest || (distance === nearest && best && Math.abs(x1 - x) < Math.abs(xOf(view, best.end) - x))) {
      best = item;
      nearest = distance;
    }
  }
  return best;
}
