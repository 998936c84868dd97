// The address as this screen's state: filters, the selected event, the moment looked at, the part of the axis.
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { changed, type Search, textOf } from '../../app/search.ts';
import type { Window } from './timeline/window.ts';

export type Change = (changes: Record<string, string | string[] | undefined>) => void;

/** Changes the address in place, so that the browser's way back leads out of the session. */
export function useAddress(id: string, search: Search): Change {
  const navigate = useNavigate();
  const latest = useRef(search);
  latest.current = search;
  return useCallback(
    (changes) =>
      void navigate({
        to: '/sessions/$sessionId',
        params: { sessionId: id },
        search: changed(latest.current, changes),
        replace: true,
        resetScroll: false,
      }),
    [navigate, id],
  );
}

function windowOf(search: Search): Window {
  const [from, to] = textOf(search, 'zoom').split('-').map(Number);
  return from !== undefined && to !== undefined && to > from && from >= 0 && to <= 1 ? { from, to } : { from: 0, to: 1 };
}

/** The window is in the address too, but moves there only when the hand rests. */
export function useWindow(search: Search, change: Change): [Window, (window: Window) => void] {
  const [window, setWindow] = useState(() => windowOf(search));
  const text = window.from <= 0 && window.to >= 1 ? '' : `${window.from.toFixed(5)}-${window.to.toFixed(5)}`;
  useEffect(() => {
    if (text === textOf(search, 'zoom')) return undefined;
    const timer = setTimeout(() => change({ zoom: text }), 300);
    return () => clearTimeout(timer);
  }, [text, search, change]);
  return [window, setWindow];
}
