// The journey on a time axis. A canvas, so that ten thousand events stay smooth; the list below says the same to screen
// readers and to the keyboard.
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '../../../app/keyboard.tsx';
import { clock } from '../../../time/format.ts';
import type { Axis } from './axis.ts';
import { draw, drawMinimap, heightOf, hit, type View, type Window, xOf } from './draw.ts';
import type { Item, Layout } from './layout.ts';
import styles from './Timeline.module.css';
import { useCanvas, usePaint } from './useCanvas.ts';

interface Props {
  layout: Layout;
  axis: Axis;
  window: Window;
  onWindow: (window: Window) => void;
  selected: string | null;
  onSelect: (key: string) => void;
  marked: ReadonlySet<string>;
  listed: { from: number; to: number } | null;
  shown: (key: string) => boolean;
  zone: string;
}

const narrowest = 0.0005;
const minimapHeight = 34;

/** A window of this width round a place, kept on the axis. */
export function windowRound(middle: number, width: number): Window {
  const wide = Math.min(1, Math.max(narrowest, width));
  const from = Math.min(1 - wide, Math.max(0, middle - wide / 2));
  return { from, to: from + wide };
}

function zoomed(window: Window, factor: number, at = (window.from + window.to) / 2): Window {
  const width = Math.min(1, Math.max(narrowest, (window.to - window.from) * factor));
  const share = (at - window.from) / (window.to - window.from);
  const from = Math.min(1 - width, Math.max(0, at - share * width));
  return { from, to: from + width };
}

function useZoomKeys(window: Window, onWindow: (window: Window) => void) {
  const { t } = useTranslation();
  const width = window.to - window.from;
  const pan = (share: number) => onWindow(windowRound((window.from + window.to) / 2 + share * width, width));
  useShortcuts([
    { keys: '+', label: t('timeline.zoomIn'), run: () => onWindow(zoomed(window, 0.5)) },
    { keys: '-', label: t('timeline.zoomOut'), run: () => onWindow(zoomed(window, 2)) },
    { keys: '0', label: t('timeline.zoomAll'), run: () => onWindow({ from: 0, to: 1 }) },
    { keys: 'ArrowLeft', label: t('timeline.panLeft'), run: () => pan(-0.25) },
    { keys: 'ArrowRight', label: t('timeline.panRight'), run: () => pan(0.25) },
  ]);
}

/** Dragging pans, the wheel with Ctrl zooms where the pointer is, a click selects. */
function usePointer(
  canvas: React.RefObject<HTMLCanvasElement | null>,
  view: View,
  props: Props,
  onHover: (item: Item | null, x: number) => void,
) {
  const latest = useRef({ view, props });
  latest.current = { view, props };
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent) => {
      const { view: now, props: given } = latest.current;
      const width = now.window.to - now.window.from;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        given.onWindow(zoomed(now.window, Math.exp(event.deltaY * 0.004), now.window.from + (event.offsetX / now.width) * width));
      } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        given.onWindow(windowRound((now.window.from + now.window.to) / 2 + ((event.deltaX || event.deltaY) / now.width) * width, width));
      }
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [canvas]);
  const drag = useRef<{ x: number; window: Window; moved: boolean } | null>(null);
  return {
    onPointerDown: (event: React.PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { x: event.clientX, window: props.window, moved: false };
    },
    onPointerMove: (event: React.PointerEvent) => {
      const { offsetX, offsetY } = event.nativeEvent;
      if (!drag.current) return onHover(hit(view, offsetX, offsetY), offsetX);
      const by = event.clientX - drag.current.x;
      if (Math.abs(by) > 3) drag.current.moved = true;
      if (!drag.current.moved) return;
      const { from, to } = drag.current.window;
      props.onWindow(windowRound((from + to) / 2 - (by / view.width) * (to - from), to - from));
    },
    onPointerUp: (event: React.PointerEvent) => {
      const moved = drag.current?.moved;
      drag.current = null;
      if (moved) return;
      const item = hit(view, event.nativeEvent.offsetX, event.nativeEvent.offsetY);
      if (item) props.onSelect(item.key);
    },
    onPointerLeave: () => onHover(null, 0),
  };
}

function Minimap({ view, onWindow, paint }: { view: View; onWindow: (window: Window) => void; paint: (name: string) => string }) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  useCanvas(canvas, view.width, minimapHeight, (context) => drawMinimap(context, view, minimapHeight, paint));
  const width = view.window.to - view.window.from;
  const moveTo = (event: React.PointerEvent) => {
    if (event.buttons !== 1) return;
    onWindow(windowRound(event.nativeEvent.offsetX / view.width, width));
  };
  return (
    <canvas
      ref={canvas}
      className={styles.minimap}
      role="img"
      aria-label={t('timeline.minimap')}
      onPointerDown={moveTo}
      onPointerMove={moveTo}
    />
  );
}

function Tip({ item, x, zone }: { item: Item; x: number; zone: string }) {
  const { event } = item;
  return (
    <div className={styles.tip} style={{ left: x }} role="presentation">
      <span className="mono">{event.name}</span>
      {event.result && <strong> {event.result}</strong>}
      {event.effective_impact !== 'NONE' && <strong> {event.effective_impact}</strong>}
      <br />
      <span className="quiet num">
        {clock(event.time, zone)}
        {event.duration_ms !== undefined && ` · ${event.duration_ms} ms`}
      </span>
    </div>
  );
}

export function Timeline(props: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(800);
  const [hover, setHover] = useState<{ item: Item; x: number } | null>(null);
  const paint = usePaint();
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.max(200, Math.floor(entry.contentRect.width))));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const { layout, axis, window, selected, marked, listed, shown, zone } = props;
  const view = useMemo<View>(
    () => ({
      layout,
      axis,
      window,
      width,
      selected,
      marked,
      listed,
      shown,
      clock: (time) => clock(time, zone).replace(/\.000$/, ''),
      words: { hidden: t('timeline.hidden'), observed: t('timeline.observed'), verified: t('timeline.verified') },
    }),
    [layout, axis, window, width, selected, marked, listed, shown, zone, t],
  );
  const height = heightOf(layout);
  useCanvas(canvas, width, height, (context) => draw(context, view, paint));
  useZoomKeys(window, props.onWindow);
  const pointer = usePointer(canvas, view, props, (item, x) => setHover(item ? { item, x } : null));
  return (
    <div ref={box} className={styles.box}>
      <div className={styles.tools}>
        <span className="quiet">{t('timeline.help')}</span>
        <button type="button" className="button plain small" onClick={() => props.onWindow(zoomed(window, 0.5))}>
          {t('timeline.zoomIn')}
        </button>
        <button
          type="button"
          className="button plain small"
          onClick={() => props.onWindow(zoomed(window, 2))}
          disabled={window.to - window.from >= 1}
        >
          {t('timeline.zoomOut')}
        </button>
        <button
          type="button"
          className="button plain small"
          onClick={() => props.onWindow({ from: 0, to: 1 })}
          disabled={window.to - window.from >= 1}
        >
          {t('timeline.zoomAll')}
        </button>
      </div>
      <canvas
        ref={canvas}
        className={styles.canvas}
        role="img"
        aria-label={t('timeline.label', { count: layout.items.length })}
        data-cursor={hover ? 'item' : 'pan'}
        {...pointer}
      />
      {hover && <Tip item={hover.item} x={Math.min(Math.max(110, xOf(view, hover.item.end)), width - 110)} zone={zone} />}
      <Minimap view={view} onWindow={props.onWindow} paint={paint} />
    </div>
  );
}
