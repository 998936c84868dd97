// Where things are on the canvas.
import type { Axis } from './axis.ts';
import type { Item, Layout } from './layout.ts';
import type { Window } from './window.ts';

export const sizes = { row: 19, bar: 11, top: 24, between: 22, bottom: 18, right: 14 };

const narrowUnder = 640;
export const isNarrow = (width: number): boolean => width < narrowUnder;

/** Where the axis begins, right of the names of the lanes. */
export const leftOf = (width: number): number => (isNarrow(width) ? 44 : 106);

/** How many pixels the axis has. */
export const spanOf = (width: number): number => width - leftOf(width) - sizes.right;

export const heightOf = (layout: Layout): number =>
  sizes.top + layout.feRows * sizes.row + sizes.between + layout.beRows * sizes.row + sizes.bottom;

export const topOfServer = (layout: Layout): number => sizes.top + layout.feRows * sizes.row + sizes.between;

/** Middle of an item's row. */
export function yOf(layout: Layout, item: Item): number {
  const lane = item.event.source === 'FE' ? sizes.top : topOfServer(layout);
  return lane + item.row * sizes.row + sizes.row / 2;
}

interface Place {
  axis: Axis;
  window: Window;
  width: number;
}

export function xOf({ axis, window, width }: Place, time: number): number {
  return leftOf(width) + ((axis.place(time) - window.from) / (window.to - window.from)) * spanOf(width);
}

/** The item at a point of the canvas, the nearest within reach. */
export function hit(view: Place & { layout: Layout }, x: number, y: number): Item | null {
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
