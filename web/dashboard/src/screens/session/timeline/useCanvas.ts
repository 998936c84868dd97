import { useEffect, useMemo, useState } from 'react';

type Painter = (context: CanvasRenderingContext2D) => void;

function paintOn(element: HTMLCanvasElement | null, width: number, height: number, paint: Painter): void {
  const context = element?.getContext('2d');
  if (!element || !context) return;
  const ratio = window.devicePixelRatio || 1;
  element.width = Math.round(width * ratio);
  element.height = Math.round(height * ratio);
  element.style.width = `${width}px`;
  element.style.height = `${height}px`;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paint(context);
}

/** Keeps a canvas sharp and painted: once a frame at most, however often React renders; `now` does not wait for the frame. */
export function useCanvas(
  canvas: React.RefObject<HTMLCanvasElement | null>,
  width: number,
  height: number,
  now: boolean,
  paint: Painter,
): void {
  useEffect(() => {
    const repaint = () => paintOn(canvas.current, width, height, paint);
    if (now) {
      repaint();
      return undefined;
    }
    const frame = requestAnimationFrame(repaint);
    return () => cancelAnimationFrame(frame);
  });
}

/** The tokens' colours as they are now; made anew when the theme changes, or paper takes its place. Forced colours get the system's own. */
export function usePaint(printing: boolean): (name: string) => string {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    const change = () => setVersion((one) => one + 1);
    const observer = new MutationObserver(change);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const forced = window.matchMedia('(forced-colors: active)');
    forced.addEventListener('change', change);
    return () => {
      observer.disconnect();
      forced.removeEventListener('change', change);
    };
  }, []);
  // Both say that the colours may be others now.
  return useMemo(() => (void version, void printing, makePaint()), [version, printing]);
}

function makePaint(): (name: string) => string {
  const forced = window.matchMedia('(forced-colors: active)').matches;
  const style = getComputedStyle(document.documentElement);
  const known = new Map<string, string>();
  return (name) => {
    let value = known.get(name);
    if (value === undefined) {
      value =
        forced && name !== 'font'
          ? ({ accent: 'Highlight', shade: 'Canvas', 'grey-soft': 'Canvas' }[name] ?? 'CanvasText')
          : style.getPropertyValue(`--${name}`).trim();
      known.set(name, value);
    }
    return value;
  };
}
