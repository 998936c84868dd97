// The real program: `session-journey demo` on a port that is free, where a visitor is gone after a few seconds.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const binary = process.env.SJ_BINARY ?? resolve(import.meta.dirname, '../../../build/session-journey');

export default async function globalSetup(): Promise<() => Promise<void>> {
  const demo = spawn(binary, ['demo', '--listen', '127.0.0.1:0', '--drop-after', '8s'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let greeting = '';
  await new Promise<void>((done, failed) => {
    demo.on('exit', (code) => failed(new Error(`demo ended with ${code}`)));
    demo.stdout.on('data', (text: Buffer) => {
      greeting += text.toString();
      if (greeting.includes('Ctrl-C')) done();
    });
  });
  const found = (pattern: RegExp) => pattern.exec(greeting)?.[0] ?? '';
  process.env.SJ_DEMO = JSON.stringify({ url: found(/http:\/\/127\.0\.0\.1:\d+(?=\/demo)/), readKey: found(/sj_read_\w+/) });
  return () =>
    new Promise((done) => {
      demo.removeAllListeners('exit');
      demo.on('exit', () => done());
      demo.kill('SIGTERM');
    });
}
