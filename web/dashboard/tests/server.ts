// A real server with made-up traffic: `session-journey init`, `ingest`, `serve`, as an operator would start them.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const binary = process.env.SJ_BINARY ?? resolve(import.meta.dirname, '../../../build/session-journey');

export interface Keys {
  server: string;
  publishable: string;
  read: string;
  admin: string;
}

export class Server {
  readonly data = mkdtempSync(join(tmpdir(), 'session-journey-browser-'));
  url = '';
  private process: ChildProcess | undefined;

  init(project: string): Keys {
    return JSON.parse(execFileSync(binary, ['init', '--data', this.data, '--project', project, '--json'], { encoding: 'utf8' })).keys;
  }

  /** Made-up sessions; the same for the same seed. */
  fill(key: string, sessions: number, seed: number, eventsPerSession?: number): void {
    const more = eventsPerSession ? ['--events-per-session', String(eventsPerSession)] : [];
    const events = execFileSync(binary, ['generate', '--sessions', String(sessions), '--seed', String(seed), ...more], {
      maxBuffer: 1 << 30,
    });
    const file = join(this.data, 'made-up.ndjson');
    writeFileSync(file, events);
    execFileSync(binary, ['ingest', '--url', this.url, '--key', key, file], { stdio: 'ignore' });
    rmSync(file);
  }

  /** Listens on a free port, or on the one that it had before. */
  async start(): Promise<void> {
    const address = this.url ? this.url.replace('http://', '') : '127.0.0.1:0';
    const started = spawn(binary, ['serve', '--data', this.data, '--listen', address], { stdio: ['ignore', 'pipe', 'ignore'] });
    this.process = started;
    this.url = await new Promise((done, failed) => {
      started.on('exit', (code) => failed(new Error(`serve ended with ${code}`)));
      started.stdout.on('data', (text: Buffer) => {
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(text.toString());
        if (found) done(found[0]);
      });
    });
  }

  async stop(): Promise<void> {
    const running = this.process;
    this.process = undefined;
    if (!running) return;
    await new Promise((done) => {
      running.removeAllListeners('exit');
      running.on('exit', done);
      running.kill('SIGTERM');
    });
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }
}

export interface SentEvent {
  session_id: string;
  name: string;
  time: number;
  [field: string]: unknown;
}

/** Sends events with the server key; they have to be accepted. */
export async function send(url: string, key: string, events: SentEvent[]): Promise<void> {
  const answer = await fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(events),
  });
  const body = (await answer.json()) as { accepted?: number; duplicates?: number };
  // A test that is tried again sends the same.
  if ((body.accepted ?? 0) + (body.duplicates ?? 0) !== events.length) throw new Error(`not accepted: ${JSON.stringify(body)}`);
}

export async function ask<Answer>(url: string, key: string, path: string): Promise<Answer> {
  const answer = await fetch(url + path, { headers: { Authorization: `Bearer ${key}` } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}
