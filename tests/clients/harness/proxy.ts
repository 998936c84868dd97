// Stands between a client and the server: keeps every request and its answer, and can be told how to treat the next ones.
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** What happens to one request instead of its being passed on and answered at once. */
export type Mood =
  | { kind: 'refuse'; status: number; retryAfter: string }
  | { kind: 'cut before' } // the connection breaks, the server never had the request
  | { kind: 'cut after' } // the server has the request, its answer is lost on the way
  | { kind: 'late'; ms: number } // on its way for so long
  | { kind: 'slow'; ms: number }; // the answer is on its way for so long

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Exchange {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** What the client got; undefined if the connection was cut. */
  answer?: Answer;
}

/** What a browser has to be told before a page may see a refusal. */
const forPages = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Retry-After',
};

export class Proxy {
  url = '';
  /** How to treat the next requests, first to last; preflights do not count. */
  moods: Mood[] = [];
  /** Everything that clients asked, preflights left out. */
  readonly exchanges: Exchange[] = [];
  private readonly target: string;
  private readonly server: Server;

  constructor(target: string) {
    this.target = target;
    this.server = createServer((asked, answer) => void this.pass(asked, answer));
  }

  async open(): Promise<this> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** Requests that bring events. */
  get deliveries(): Exchange[] {
    return this.exchanges.filter((one) => one.method === 'POST');
  }

  private async pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const exchange: Exchange = {
      method: asked.method ?? '',
      path: asked.url ?? '',
      headers: asked.headers,
      body: await bodyOf(asked),
    };
    const isDelivery = exchange.method === 'POST';
    if (exchange.method !== 'OPTIONS') this.exchanges.push(exchange);
    const mood = isDelivery ? this.moods.shift() : undefined;
    if (mood?.kind === 'cut before') return void asked.socket.destroy();
    if (mood?.kind === 'late') await wait(mood.ms);
    const got = mood?.kind === 'refuse' ? refusal(mood) : await send(this.target, exchange);
    if (mood?.kind === 'cut after') return void asked.socket.destroy();
    if (mood?.kind === 'slow') await wait(mood.ms);
    exchange.answer = got;
    answer.writeHead(got.status, got.headers).end(got.body);
  }
}

function refusal(mood: { status: number; retryAfter: string }): Answer {
  return {
    status: mood.status,
    headers: {
      ...forPages,
      'retry-after': mood.retryAfter,
      'content-length': '0',
    },
    body: Buffer.alloc(0),
  };
}

/** Sends the very bytes of a request, again or for the first time. */
export async function send(target: string, { method, path, headers, body }: Exchange): Promise<Answer> {
  const { host: _host, connection: _connection, 'transfer-encoding': chunked, 'content-length': _length, ...kept } = headers;
  const framing: Record<string, string> =
    method === 'POST' ? (chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': String(body.length) }) : {};
  return new Promise((done, failed) => {
    const asked = request(target + path, { method, headers: { ...kept, ...framing }, agent: false }, (got) => {
      bodyOf(got).then(
        (text) =>
          done({
            status: got.statusCode ?? 0,
            headers: withoutFraming(got.headers),
            body: text,
          }),
        failed,
      );
    });
    asked.on('error', failed).end(body);
  });
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

const withoutFraming = ({ connection: _connection, 'transfer-encoding': _chunked, ...kept }: IncomingHttpHeaders): IncomingHttpHeaders =>
  kept;
