// A company's page on an origin of its own, under a content policy that lets it load one script and speak to one server.
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';

/** For a machine that is busy with other things. */
export const patience_ms = 180_000;

/** Debian's; nothing is downloaded. */
export const openBrowser = (flags: string[] = []): Promise<Browser> =>
  chromium.launch({
    timeout: patience_ms,
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...flags,
    ],
  });

/** A script of a package, as it was published. */
export const published = (file: string): string => readFileSync(new URL(import.meta.resolve(file)), 'utf8');

export class Site {
  private url = '';
  private readonly server: Server;

  constructor(script: string) {
    this.server = createServer((asked, answer) => {
      const { pathname, searchParams } = new URL(asked.url ?? '/', 'http://site');
      if (pathname === '/analytics.js') return answer.setHeader('Content-Type', 'text/javascript').end(script);
      answer.setHeader('Content-Security-Policy', `default-src 'none'; script-src 'self'; connect-src ${searchParams.get('host')}`);
      answer.setHeader('Content-Type', 'text/html');
      return answer.end('<!doctype html><title>form</title><h1>form</h1><script src="/analytics.js"></script>');
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    this.url = `http://localhost:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  /** Where the page is that may speak to this server. */
  address(host: string): string {
    return `${this.url}/start?host=${encodeURIComponent(host)}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
