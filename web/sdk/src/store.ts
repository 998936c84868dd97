// Events that were not acknowledged yet: in memory, and in IndexedDB so that a reload, a crash or a day offline loses none.
// Where the browser keeps nothing (private windows, blocked storage) memory alone has to do.
import type { WireEvent } from './event.ts';

const database = 'session-journey';
const table = 'events';
/** Beyond this many the oldest are given up: a page must not fill the device. */
const most = 2_000;

function open(): Promise<IDBDatabase | null> {
  return new Promise((done) => {
    try {
      const request = indexedDB.open(database, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(table, { keyPath: 'event_id' });
      request.onsuccess = () => done(request.result);
      request.onerror = () => done(null);
      request.onblocked = () => done(null);
    } catch {
      done(null);
    }
  });
}

/** Kept beside an event: whose it is, since pages of several projects can share an origin. */
interface Kept extends WireEvent {
  sj_to: string;
}

export class Store {
  private readonly waiting = new Map<string, WireEvent>();
  private database: Promise<IDBDatabase | null>;

  /** `to` names host and key; `keeps` false: nothing is written to the device. */
  constructor(
    private readonly to: string,
    keeps: boolean,
  ) {
    this.database = keeps ? open() : Promise.resolve(null);
  }

  /** The user agreed to it: from now on events are written to the device. */
  keepFromNow(): void {
    this.database = open();
  }

  get size(): number {
    return this.waiting.size;
  }

  add(event: WireEvent): void {
    this.waiting.set(event.event_id, event);
    if (this.waiting.size > most) this.forget([this.waiting.keys().next().value as string]);
    void this.write((events) => events.put({ ...event, sj_to: this.to } satisfies Kept));
  }

  /** The oldest ones first. */
  first(count: number): WireEvent[] {
    return [...this.waiting.values()].slice(0, count);
  }

  forget(ids: readonly string[]): void {
    for (const id of ids) this.waiting.delete(id);
    void this.write((events) => {
      for (const id of ids) events.delete(id);
    });
  }

  /** Takes up what earlier pages left behind. */
  async recall(): Promise<void> {
    const found = await this.database;
    if (!found) return;
    await new Promise<void>((done) => {
      const request = found.transaction(table).objectStore(table).getAll();
      request.onerror = () => done();
      request.onsuccess = () => {
        const old = (request.result as Kept[]).filter((event) => event.sj_to === this.to && !this.waiting.has(event.event_id));
        old.sort((a, b) => a.time - b.time || a.seq - b.seq);
        const since = [...this.waiting];
        this.waiting.clear();
        for (const { sj_to: _, ...event } of old) this.waiting.set(event.event_id, event as WireEvent);
        for (const [id, event] of since) this.waiting.set(id, event);
        done();
      };
    });
  }

  private async write(change: (events: IDBObjectStore) => void): Promise<void> {
    const found = await this.database;
    try {
      if (found) change(found.transaction(table, 'readwrite').objectStore(table));
    } catch {
      // the database went away (the browser cleared it): memory still has them
    }
  }
}
