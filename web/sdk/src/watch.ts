// What is recorded by itself: the page's life, its screens, the connection, the camera, errors that nobody caught.
// Each watcher gives back how to stop it; nothing of the page is changed but two functions, which do what they did.
import type { Fields } from './event.ts';
import { plainMessage, plainPath } from './event.ts';

export interface Watched {
  track: (name: string, fields?: Fields) => void;
  screen: (path: string) => void;
  lastBreath: () => void;
  back: () => void;
}

type Stop = () => void;

function listen(target: EventTarget, name: string, run: (event: Event) => void): Stop {
  target.addEventListener(name, run);
  return () => target.removeEventListener(name, run);
}

function page({ track, lastBreath }: Watched): Stop[] {
  let left = false; // a page that is left is hidden too, right after: that says nothing more
  return [
    listen(document, 'visibilitychange', () => {
      if (!left) track(document.visibilityState === 'hidden' ? 'PAGE_HIDDEN' : 'PAGE_VISIBLE');
      if (document.visibilityState === 'hidden') lastBreath();
    }),
    listen(window, 'pagehide', () => {
      left = true;
      track('PAGE_EXITED');
      lastBreath();
    }),
    listen(window, 'pageshow', () => {
      left = false;
    }),
  ];
}

function connection({ track, back }: Watched): Stop[] {
  return [
    listen(window, 'offline', () => track('NETWORK_OFFLINE')),
    listen(window, 'online', () => {
      track('NETWORK_ONLINE');
      back();
    }),
  ];
}

/** Screens of a page that changes its address by itself. */
function screens({ screen }: Watched): Stop[] {
  let last = '';
  const look = () => {
    const path = plainPath(location.pathname);
    if (path !== last) screen(path);
    last = path;
  };
  const restore = (['pushState', 'replaceState'] as const).map((name) => {
    const original = history[name];
    const wrapped: typeof original = function (this: History, ...values) {
      original.apply(this, values);
      look();
    };
    history[name] = wrapped;
    // Someone may have wrapped it since: then ours stays, and only goes quiet.
    return () => {
      if (history[name] === wrapped) history[name] = original;
    };
  });
  look();
  return [listen(window, 'popstate', look), ...restore];
}

function camera({ track }: Watched): Stop[] {
  const devices = navigator.mediaDevices;
  if (!devices?.getUserMedia) return [];
  const original = devices.getUserMedia;
  const wrapped: typeof original = function (this: MediaDevices, constraints) {
    const stream = original.call(this, constraints);
    if (constraints?.video) {
      stream.then(
        () => track('CAMERA_ACTIVATED'),
        (error: unknown) => track('CAMERA_DENIED', { reason: error instanceof DOMException ? error.name : 'unknown' }),
      );
    }
    return stream;
  };
  devices.getUserMedia = wrapped;
  return [
    () => {
      if (devices.getUserMedia === wrapped) devices.getUserMedia = original;
    },
  ];
}

const errorsMost = 20;

function errors({ track }: Watched): Stop[] {
  let told = 0;
  const tell = (message: unknown, more: Record<string, string | number> = {}) => {
    if (++told > errorsMost) return;
    track('CLIENT_ERROR', { message: plainMessage(String(message)), attributes: more });
  };
  return [
    listen(window, 'error', (event) => {
      if (event instanceof ErrorEvent) tell(event.message, { file: plainPath(event.filename), line: event.lineno, column: event.colno });
    }),
    listen(window, 'unhandledrejection', (event) => {
      const reason: unknown = (event as PromiseRejectionEvent).reason;
      tell(reason instanceof Error ? reason.message : reason);
    }),
  ];
}

export function watch(watched: Watched): Stop {
  const stops = [page, connection, screens, camera, errors].flatMap((begin) => begin(watched));
  return () => {
    for (const stop of stops) stop();
  };
}
