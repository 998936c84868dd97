// A company's form on an origin of its own, under a strict content policy, and a proxy before the server that can be told
// to refuse, to be slow or to hang up.
import { readFileSync } from 'node:fs';
import { createServer, request, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const script = () => readFileSync(new URL('../dist/session-journey.iife.js', import.meta.url));

export async function listen(server: HttpServer): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The form; `init` with these options is run by a script of its own, since the policy allows nothing inline. */
export function formServer(host: () => string, key: string): HttpServer {
  return createServer((asked, answer) => {
    const url = new URL(asked.url ?? '/', 'http://form');
    if (url.pathname === '/sdk.js') return answer.setHeader('Content-Type', 'text/javascript').end(script());
    if (url.pathname === '/form.js') {
      answer.setHeader('Content-Type', 'text/javascript');
      return answer.end(`const asked = new URLSearchParams(location.search);
        const options = JSON.parse(asked.get('options') ?? '{}');
        window.journey = SessionJourney.init({ key: ${JSON.stringify(key)}, host: ${JSON.stringify(host())}, ...options });`);
    }
    if (url.pathname === '/shop') {
      answer.setHeader('Content-Type', 'text/html');
      return answer.end(
        `<!doctype html><title>shop</title><iframe src="${url.searchParams.get('frame')?.replaceAll('"', '&quot;')}"></iframe>`,
      );
    }
    answer.setHeader('Content-Security-Policy', `default-src 'none'; script-src 'self'; connect-src ${host()}`);
    answer.setHeader('Content-Type', 'text/html');
    return answer.end(
      '<!doctype html><title>form</title><h1>form</h1><input id="name"><script src="/sdk.js"></script><script src="/form.js"></script>',
    );
  });
}

export interface Proxy {
  server: HttpServer;
  /** What the next requests get instead of the server's answer. */
  mood: { refuse?: { status: number; retryAfter?: string; times: number }; hangUp?: number };
  seen: number;
}

export function proxyServer(target: () => string): Proxy {
  const proxy: Proxy = { mood: {}, seen: 0, server: createServer() };
  proxy.server.on('request', (asked, answer) => {
    ++proxy.seen;
    const { refuse, hangUp } = proxy.mood;
    if (refuse && refuse.times-- > 0) {
      asked.resume();
      answer.writeHead(refuse.status, {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Expose-Headers': 'Retry-After',
        ...(refuse.retryAfter ? { 'Retry-After': refuse.retryAfter } : {}),
      });
      return answer.end();
    }
    const { host: _, ...headers } = asked.headers;
    const forward = request(target() + asked.url, { method: asked.method, headers }, (got) => {
      // The server has the batch, but its answer is lost on the way.
      if (hangUp && proxy.mood.hangUp) {
        proxy.mood.hangUp -= 1;
        return asked.socket.destroy();
      }
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    forward.on('error', () => asked.socket.destroy());
    asked.pipe(forward);
  });
  return proxy;
}
