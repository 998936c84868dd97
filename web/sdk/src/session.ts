// One id for all pages and tabs of one verification: kept for 20 minutes after the last event, then a new one begins.
import { uuid7 } from './uuid.ts';

const resumeWithinMs = 20 * 60_000;

interface Kept {
  id: string;
  last: number;
  seq: number;
}

export class Session {
  readonly resumed: boolean;
  private kept: Kept;

  /** `given`: an id that the page has from its server; it is used as it is, and resumed if this device knows it. */
  constructor(
    private readonly name: string,
    private keeps: boolean,
    given?: string,
    now = Date.now(),
  ) {
    const known = this.read();
    const fresh = known !== null && now - known.last < resumeWithinMs && (given === undefined || given === known.id);
    this.resumed = fresh;
    this.kept = fresh ? known : { id: given ?? `web-${uuid7(now)}`, last: now, seq: 0 };
    this.write();
  }

  /** The user agreed to it: from now on the id outlives the page. */
  keepFromNow(): void {
    this.keeps = true;
    this.write();
  }

  get id(): string {
    return this.kept.id;
  }

  /** The next number of this session, over all its pages, as far as they can know of each other. */
  next(now = Date.now()): number {
    const other = this.read();
    const seq = Math.max(this.kept.seq, other?.id === this.kept.id ? other.seq : 0) + 1;
    this.kept = { ...this.kept, last: now, seq };
    this.write();
    return seq;
  }

  private read(): Kept | null {
    if (!this.keeps) return null;
    try {
      const kept = JSON.parse(localStorage.getItem(this.name) ?? 'null') as Partial<Kept> | null;
      return typeof kept?.id === 'string' && typeof kept.last === 'number' && typeof kept.seq === 'number' ? (kept as Kept) : null;
    } catch {
      return null;
    }
  }

  private write(): void {
    if (!this.keeps) return;
    try {
      localStorage.setItem(this.name, JSON.stringify(this.kept));
    } catch {
      // no storage: the id lives as long as the page
    }
  }
}
