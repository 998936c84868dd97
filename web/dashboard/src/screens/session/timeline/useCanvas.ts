import { useEffect, useState } from 'react';

/** Keeps a canvas sharp and painted: once a frame at most, however often React renders. */
export function useCanvas(
  canvas: React.RefObject<HTMLCanvasElement | null>,
  width: number,
  height: number,
  paint: (context: CanvasRenderingContext2D) => void,
): void {
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const element = canvas.current;
      const context = element?.getContext('2d');
      if (!element || !context) return;
      const ratio = window.devicePixelRatio || 1;
      element.width = Math.round(width * ratio);
      element.height = Math.round(height * ratio);
      element.style.width = `${width}px`;
      element.style.height = `${height}px`;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      paint(context);
    });
    return () => cancelAnimationFrame(frame);
  });
}

/** The tokens' colours as they are now; made anew when the theme changes. Forced colours get the system's own. */
export function usePaint(): (name: string) => string {
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
  const [paint, setPaint] = useState<(name: string) => string>(() => makePaint());
  useEffect(() => {
    if (version > 0) setPaint(() => makePaint());
  }, [version]);
  return paint;
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
