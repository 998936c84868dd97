// Sends what waits: in batches, one at a time, again after a while when the server or the network says so, and with the
// page's last breath when it goes. An event is forgotten only when the server has it, or says that it never will.
import type { WireEvent } from './event.ts';
import type { Store } from './store.ts';

const batchMost = 50;
const soonMs = 1_000;
const firstWaitMs = 1_000;
const longestWaitMs = 60_000;
/** Pages share 64 KiB for what outlives them; some is left for others. */
const lastBreathBytes = 56 * 1024;

/** What is to be done after an answer. */
export function judge(status: number): 'done' | 'halve' | 'stop' | 'again' {
  if (status === 200 || status === 422 || status === 400 || status === 415) return 'done';
  if (status === 413) return 'halve';
  if (status === 401 || status === 403 || status === 404) return 'stop';
  return 'again';
}

/** How long to wait: as told, else longer each time, and never all pages at once. */
export function waitFor(tries: number, retryAfter: string | null, chance = Math.random()): number {
  const told = Number(retryAfter);
  const base = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(tries, 10));
  return Math.max(retryAfter && told > 0 ? told * 1000 : 0, base / 2) + (chance * base) / 2;
}

export class Sender {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<void> | null = null;
  private tries = 0;
  private size = batchMost;
  private stopped = false;

  constructor(
    private readonly address: string,
    private readonly key: string,
    private readonly store: Store,
  ) {}

  /** Something waits: send it soon, together with what comes next. */
  wake(): void {
    if (this.timer === undefined && !this.sending && !this.stopped) this.later(soonMs);
  }

  /** Sends now; done when nothing waits any more or the server cannot be reached. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    while (this.sending) await this.sending;
    while (this.store.size > 0 && !this.stopped) {
      this.sending = this.sendBatch();
      const before = this.tries;
      await this.sending;
      this.sending = null;
      if (this.tries > before || this.timer !== undefined) return;
    }
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** What still waits, handed to the browser to be sent after the page is gone. It stays kept: a second copy is a
   *  duplicate to the server, a lost one would be lost. */
  lastBreath(): void {
    if (this.stopped) return;
    let batch: WireEvent[] = [];
    let bytes = 64;
    for (const event of this.store.first(batchMost * 4)) {
      const size = JSON.stringify(event).length * 3 + 1;
      if (bytes + size > lastBreathBytes) break;
      batch.push(event);
      bytes += size;
    }
    while (batch.length > 0 && !navigator.sendBeacon?.(`${this.address}?key=${this.key}`, this.body(batch)))
      batch = batch.slice(0, batch.length >> 1);
  }

  private later(ms: number): void {
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.flush();
    }, ms);
  }

  private body(events: readonly WireEvent[]): string {
    return JSON.stringify({ sent_at: Date.now(), events });
  }

  private async sendBatch(): Promise<void> {
    const batch = this.store.first(this.size);
    let status = 0;
    let retryAfter: string | null = null;
    try {
      // text/plain and the key in the address: no preflight, and the same request as the beacon's.
      const answer = await fetch(`${this.address}?key=${this.key}`, {
        method: 'POST',
        body: this.body(batch),
        headers: { 'Content-Type': 'text/plain' },
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
      });
      status = answer.status;
      retryAfter = answer.headers.get('Retry-After');
    } catch {
      // offline, or the server is gone: status stays 0
    }
    const next = judge(status);
    if (next === 'halve' && batch.length > 1) {
      this.size = Math.max(1, batch.length >> 1);
    } else if (next === 'done' || next === 'halve') {
      this.store.forget(batch.map((event) => event.event_id));
      this.tries = 0;
    } else if (next === 'stop') {
      this.stop();
      console.warn(`session-journey: the server refused the key (${status}); events stay on this device`);
    } else {
      this.tries += 1;
      this.later(waitFor(this.tries, retryAfter));
    }
  }
}
