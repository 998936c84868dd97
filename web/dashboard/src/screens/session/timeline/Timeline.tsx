// The journey on a time axis. A canvas, so that ten thousand events stay smooth; the list below it says the same to screen
// readers and to the keyboard.
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventItem } from '../../../api/types.ts';
import { clock, day } from '../../../time/format.ts';
import type { Axis } from './axis.ts';
import { draw, type View } from './draw.ts';
import { heightOf, xOf } from './geometry.ts';
import { type Item, makeLayout } from './layout.ts';
import { Minimap } from './Minimap.tsx';
import { Tip } from './Tip.tsx';
import styles from './Timeline.module.css';
import { useCanvas, usePaint } from './useCanvas.ts';
import { useLabels } from './useLabels.ts';
import { usePointer } from './usePointer.ts';
import { isWhole, type Window, whole } from './window.ts';

interface Props {
  events: readonly EventItem[];
  axis: Axis;
  window: Window;
  onWindow: (window: Window) => void;
  selected: string | null;
  onSelect: (key: string) => void;
  /** What an event is to the answer. */
  roles: ReadonlyMap<string, string>;
  hides: (name: string) => boolean;
  /** Groups of which every check is drawn. */
  unfolded: ReadonlySet<string>;
  onUnfold: (group: string) => void;
  listed: { from: number; to: number } | null;
  shown: (key: string) => boolean;
  zone: string;
  printing: boolean;
}

function useWidth(box: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(800);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.max(200, Math.floor(entry.contentRect.width))));
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return width;
}

/** About as wide as paper, so that the text keeps its size. */
const printedWidth = 1000;

function useView(props: Props, width: number, paint: (name: string) => string): View {
  const { t } = useTranslation();
  const { events, axis, window, selected, roles, hides, unfolded, listed, shown, zone, printing } = props;
  const { label, room, breath } = useLabels(roles, width, paint);
  const layout = useMemo(
    () => makeLayout(events, axis, { hides, room, breath, unfolded, alone: (key) => roles.has(key) }),
    [events, axis, hides, room, breath, unfolded, roles],
  );
  return useMemo<View>(
    () => ({
      layout,
      axis,
      window: printing ? whole : window,
      width,
      selected,
      marked: new Set(roles.keys()),
      listed: printing ? null : listed,
      shown: (key) => key.startsWith('fold:') || shown(key),
      label,
      clock: (time) => clock(time, zone).replace(/\.000$/, ''),
      day: (time) => day(time, zone).slice(5),
      words: { hidden: t('timeline.hidden'), observed: t('timeline.observed'), verified: t('timeline.verified') },
    }),
    [layout, axis, window, width, selected, roles, listed, shown, label, zone, printing, t],
  );
}

export function Timeline(props: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hover, setHover] = useState<Item | null>(null);
  const paint = usePaint(props.printing);
  const seen = useWidth(box);
  const view = useView(props, props.printing ? printedWidth : seen, paint);
  useCanvas(canvas, view.width, heightOf(view.layout), props.printing, (context) => draw(context, view, paint));
  const pointer = usePointer(canvas, view, {
    onWindow: props.onWindow,
    onHover: setHover,
    onClick: (item) => (item.fold ? props.onUnfold(item.fold.group) : props.onSelect(item.key)),
  });
  return (
    <div ref={box} className={styles.box}>
      <canvas
        ref={canvas}
        className={styles.canvas}
        role="img"
        aria-label={t('timeline.label', { count: props.events.length })}
        data-cursor={hover ? 'item' : 'pan'}
        {...pointer}
      />
      {hover && <Tip item={hover} x={Math.min(Math.max(110, xOf(view, hover.end)), view.width - 110)} zone={props.zone} />}
      {!isWhole(view.window) && <Minimap view={view} onWindow={props.onWindow} paint={paint} />}
    </div>
  );
}
