// Server-Sent Events. EventSource resumes by itself with Last-Event-ID, so nothing is missed for five minutes; when the
// browser gives up (the server was gone for longer, or answered an error) we begin again.
import { useEffect, useRef, useState } from 'react';
import { type Query, withQuery } from './client.ts';

export type StreamState = 'connecting' | 'open' | 'lost';

const beginAgainAfterMs = 3000;

/** Listens while `enabled`; handlers by the event's name get its data. */
export function useStream(path: string, query: Query, handlers: Record<string, (data: unknown) => void>, enabled = true): StreamState {
  const [state, setState] = useState<StreamState>('connecting');
  const latest = useRef(handlers);
  latest.current = handlers;
  const address = withQuery(path, query);
  const names = Object.keys(handlers).join(' ');
  useEffect(() => {
    if (!enabled) return undefined;
    let source: EventSource;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      source = new EventSource(address);
      source.onopen = () => setState('open');
      source.onerror = () => {
        setState('lost');
        if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, beginAgainAfterMs);
      };
      for (const name of names.split(' ')) {
        source.addEventListener(name, (message) => latest.current[name]?.(JSON.parse((message as MessageEvent<string>).data)));
      }
    };
    open();
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [address, names, enabled]);
  return state;
}
