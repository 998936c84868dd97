// Session Journey in the browser: what the user's screen observed, sent so that nothing is lost and nothing private leaves.
//
//   const journey = init({ key: 'sj_pub_…', host: 'https://journey.example' });
//   journey.track('ID_CAPTURED', { attempt: 2 });
//
// What it records by itself is in watch.ts, what it takes out before sending in event.ts.
import { type AttributeValue, allowed, type Fields, type Identity, plainPath, type WireEvent } from './event.ts';
import { Sender } from './sender.ts';
import { Session } from './session.ts';
import { Store } from './store.ts';
import { uuid7 } from './uuid.ts';
import { watch } from './watch.ts';

export type { AttributeValue, Fields, Identity, WireEvent };

export interface Options {
  /** A publishable key: it can write FE events and read nothing. */
  key: string;
  /** Where the server is, e.g. `https://journey.example`. */
  host: string;
  /** The verification's id, where the page has one from its server; else one is made and kept for 20 minutes. */
  sessionId?: string;
  /** Attributes that may be sent beside our own; everything else is taken out. */
  attributes?: readonly string[];
  /** The last word on every event: change it, or return null to keep it from being sent. */
  beforeSend?: (event: WireEvent) => WireEvent | null;
  /** Default: granted, unless the browser sends Global Privacy Control. `pending` keeps events in memory until
   *  `consent(true)`; `denied` records nothing. */
  consent?: 'granted' | 'pending' | 'denied';
  /** Default true: page life, screens, connection, camera, errors. */
  automatic?: boolean;
}

export interface Journey {
  readonly sessionId: string;
  track: (name: string, fields?: Fields) => void;
  screen: (path: string) => void;
  errorPage: (code: string) => void;
  finalPage: () => void;
  /** Goes with every event from now on. */
  identify: (identity: Identity) => void;
  /** The user agreed, or did not. */
  consent: (granted: boolean) => void;
  /** Sends what waits; done when the server has it or cannot be reached. */
  flush: () => Promise<void>;
  /** Records nothing further. What waits is kept for the next page. */
  stop: () => void;
}

function consentOf(options: Options): 'granted' | 'pending' | 'denied' {
  if (options.consent) return options.consent;
  return (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl ? 'denied' : 'granted';
}

class Recorder implements Journey {
  private readonly session: Session;
  private readonly store: Store;
  private readonly sender: Sender;
  private identity: Record<string, string> = {};
  private state: 'granted' | 'pending' | 'denied' | 'stopped';
  private beforeConsent: WireEvent[] = [];
  private unwatch: () => void = () => undefined;

  constructor(private readonly options: Options) {
    this.state = consentOf(options);
    const keeps = this.state === 'granted';
    const host = options.host.replace(/\/+$/, '');
    this.session = new Session(`session-journey:${options.key.slice(-8)}`, keeps, options.sessionId);
    this.store = new Store(`${host} ${options.key}`, keeps);
    this.sender = new Sender(`${host}/v1/events`, options.key, this.store);
    if (this.state === 'denied') return;
    void this.store.recall().then(() => this.store.size > 0 && this.sender.wake());
    this.track(this.session.resumed ? 'FRONT_SESSION_RESUMED' : 'FRONT_SESSION_START', {
      attributes: {
        path: plainPath(location.pathname),
        language: navigator.language,
        screen: `${window.screen.width}x${window.screen.height}`,
      },
    });
    if (options.automatic ?? true) {
      this.unwatch = watch({
        track: (name, fields) => this.track(name, fields),
        screen: (path) => this.screen(path),
        lastBreath: () => this.state === 'granted' && this.sender.lastBreath(),
        back: () => void this.flush(),
      });
    }
  }

  get sessionId(): string {
    return this.session.id;
  }

  track(name: string, fields: Fields = {}): void {
    if (this.state === 'denied' || this.state === 'stopped') return;
    const { attributes, errorCode, durationMs, ...plain } = fields;
    const now = Date.now();
    let event: WireEvent | null = {
      event_id: uuid7(now),
      session_id: this.session.id,
      name,
      source: 'FE',
      time: now,
      seq: this.session.next(now),
      ...this.identity,
      ...plain,
      ...(errorCode === undefined ? {} : { error_code: errorCode }),
      ...(durationMs === undefined ? {} : { duration_ms: durationMs }),
      attributes: allowed({ path: plainPath(location.pathname), ...attributes }, this.options.attributes ?? []),
    };
    if (this.options.beforeSend) {
      try {
        event = this.options.beforeSend(event);
      } catch {
        event = null; // a hook that fails must not let through what it was to hold back
      }
    }
    if (!event) return;
    if (this.state === 'pending') this.beforeConsent.push(event);
    else this.keep(event);
  }

  screen(path: string): void {
    this.track('STEP_VIEW', { attributes: { path: plainPath(path) } });
  }

  errorPage(code: string): void {
    this.track('ERROR_PAGE_VIEWED', { errorCode: code });
  }

  finalPage(): void {
    this.track('FINAL_PAGE_VIEW');
    void this.flush();
  }

  identify({ email, userId, submissionId }: Identity): void {
    this.identity = {
      ...this.identity,
      ...(email ? { email } : {}),
      ...(userId ? { user_id: userId } : {}),
      ...(submissionId ? { submission_id: submissionId } : {}),
    };
  }

  consent(granted: boolean): void {
    if (this.state !== 'pending') return;
    this.state = granted ? 'granted' : 'denied';
    if (granted) {
      this.session.keepFromNow();
      this.store.keepFromNow();
      for (const event of this.beforeConsent) this.keep(event);
    } else {
      this.unwatch();
    }
    this.beforeConsent = [];
  }

  flush(): Promise<void> {
    return this.state === 'granted' ? this.sender.flush() : Promise.resolve();
  }

  stop(): void {
    this.state = 'stopped';
    this.unwatch();
    this.sender.stop();
  }

  private keep(event: WireEvent): void {
    this.store.add(event);
    this.sender.wake();
  }
}

/** Begins to record. Never throws into the page: without a usable browser it records nothing. */
export function init(options: Options): Journey {
  return new Recorder(options);
}
