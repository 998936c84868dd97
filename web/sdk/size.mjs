// The script must stay under 8 kB compressed, whichever form is used.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const most = 8_000;
for (const file of ['session-journey.js', 'session-journey.iife.js']) {
  const bytes = gzipSync(readFileSync(new URL(`dist/${file}`, import.meta.url)), { level: 9 }).length;
  console.log(`${file}: ${bytes} bytes gzip`);
  if (bytes >= most) throw new Error(`${file} has ${bytes} bytes compressed, ${most} are too many`);
}
