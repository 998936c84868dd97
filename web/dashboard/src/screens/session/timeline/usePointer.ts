// Dragging pans, the wheel with Ctrl zooms where the pointer is, a click selects.
import { useEffect, useRef } from 'react';
import type { View } from './draw.ts';
import { hit, leftOf, spanOf } from './geometry.ts';
import type { Item } from './layout.ts';
import { panned, type Window, zoomed } from './window.ts';

interface Hand {
  onWindow: (window: Window) => void;
  onClick: (item: Item) => void;
  onHover: (item: Item | null) => void;
}

const dragFrom = 3;

export function usePointer(canvas: React.RefObject<HTMLCanvasElement | null>, view: View, hand: Hand) {
  const latest = useRef({ view, hand });
  latest.current = { view, hand };
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent) => {
      const { window, width } = latest.current.view;
      const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (!event.ctrlKey && !event.metaKey && !sideways) return;
      event.preventDefault();
      const share = (event.offsetX - leftOf(width)) / spanOf(width);
      latest.current.hand.onWindow(
        event.ctrlKey || event.metaKey
          ? zoomed(window, Math.exp(event.deltaY * 0.004), window.from + share * (window.to - window.from))
          : panned(window, (event.deltaX || event.deltaY) / width),
      );
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [canvas]);
  const drag = useRef<{ x: number; window: Window; moved: boolean } | null>(null);
  return {
    onPointerDown: (event: React.PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { x: event.clientX, window: view.window, moved: false };
    },
    onPointerMove: (event: React.PointerEvent) => {
      if (!drag.current) return hand.onHover(hit(view, event.nativeEvent.offsetX, event.nativeEvent.offsetY));
      const by = event.clientX - drag.current.x;
      if (Math.abs(by) > dragFrom) drag.current.moved = true;
      if (drag.current.moved) hand.onWindow(panned(drag.current.window, -by / spanOf(view.width)));
    },
    onPointerUp: (event: React.PointerEvent) => {
      const moved = drag.current?.moved;
      drag.current = null;
      const item = moved ? null : hit(view, event.nativeEvent.offsetX, event.nativeEvent.offsetY);
      if (item) hand.onClick(item);
    },
    onPointerLeave: () => hand.onHover(null),
  };
}
