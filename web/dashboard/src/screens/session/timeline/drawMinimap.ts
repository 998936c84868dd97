// Paints the whole axis small, with a frame round the part that is shown.
import { colourOf, type Paint, type View } from './draw.ts';
import { leftOf, spanOf, xOf } from './geometry.ts';
import { whole } from './window.ts';

export function drawMinimap(context: CanvasRenderingContext2D, view: View, height: number, paint: Paint): void {
  context.clearRect(0, 0, view.width, height);
  const all = { ...view, window: whole };
  for (const stretch of view.axis.stretches) {
    if (!stretch.gap) continue;
    context.fillStyle = paint('shade');
    context.fillRect(xOf(all, stretch.from), 0, xOf(all, stretch.to) - xOf(all, stretch.from), height);
  }
  for (const item of view.layout.items) {
    context.fillStyle = paint(colourOf(item.event));
    const [x0, x1] = [xOf(all, item.start), xOf(all, item.end)];
    const tall = item.event.effective_impact === 'NONE' ? 5 : 10;
    context.fillRect(x0, item.event.source === 'FE' ? height / 2 - tall - 1 : height / 2 + 1, Math.max(1.5, x1 - x0), tall);
  }
  const span = spanOf(view.width);
  context.strokeStyle = paint('accent');
  context.lineWidth = 2;
  context.strokeRect(leftOf(view.width) + view.window.from * span, 1, (view.window.to - view.window.from) * span, height - 2);
}
