// The real server with a project of its own, and what the tests ask of it.
import { ask, type Keys, Server } from '../../../web/dashboard/tests/server.ts';
import { Proxy } from './proxy.ts';

export interface StoredEvent {
  event_id: string;
  name: string;
  source: 'FE' | 'BE';
  time: string;
  claimed_time?: string;
  attributes?: Record<string, unknown>;
  [field: string]: unknown;
}

export interface Journey {
  session_id: string;
  email: string | null;
  user_id: string | null;
  submission_id: string | null;
  explanation: { headline: string };
  counts: { events: number; fe: number; be: number };
}

export class Product {
  readonly keys: Keys;
  private readonly server: Server;
  private readonly proxies: Proxy[] = [];

  private constructor(server: Server, keys: Keys) {
    this.server = server;
    this.keys = keys;
  }

  static async start(): Promise<Product> {
    const server = new Server();
    const keys = server.init('Clients');
    await server.start();
    return new Product(server, keys);
  }

  get url(): string {
    return this.server.url;
  }

  async proxy(): Promise<Proxy> {
    const proxy = await new Proxy(this.url).open();
    this.proxies.push(proxy);
    return proxy;
  }

  /** The events of a session in order; none if there is no such session. */
  async events(session: string): Promise<StoredEvent[]> {
    const answer = await fetch(`${this.url}/v1/sessions/${session}/events?limit=200`, {
      headers: { Authorization: `Bearer ${this.keys.read}` },
    });
    return answer.status === 404 ? [] : ((await answer.json()) as { data: StoredEvent[] }).data;
  }

  journey(session: string): Promise<Journey> {
    return ask<Journey>(this.url, this.keys.read, `/v1/sessions/${session}`);
  }

  async close(): Promise<void> {
    for (const proxy of this.proxies) proxy.close();
    await this.server.close();
  }
}
