// The whole axis, while a part of it is shown.
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Paint, View } from './draw.ts';
import { leftOf, spanOf } from './geometry.ts';
import { drawMinimap } from './drawMinimap.ts';
import styles from './Timeline.module.css';
import { useCanvas } from './useCanvas.ts';
import { type Window, windowRound } from './window.ts';

const height = 28;

export function Minimap({ view, onWindow, paint }: { view: View; onWindow: (window: Window) => void; paint: Paint }) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  useCanvas(canvas, view.width, height, false, (context) => drawMinimap(context, view, height, paint));
  const moveTo = (event: React.PointerEvent) => {
    if (event.buttons !== 1) return;
    const place = (event.nativeEvent.offsetX - leftOf(view.width)) / spanOf(view.width);
    onWindow(windowRound(place, view.window.to - view.window.from));
  };
  return (
    <canvas
      ref={canvas}
      className={`${styles.minimap} no-print`}
      role="img"
      aria-label={t('timeline.minimap')}
      onPointerDown={moveTo}
      onPointerMove={moveTo}
    />
  );
}
