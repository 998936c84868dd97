// publish.mjs DIST FOLDER: puts the script for a `<script>` tag where the server hands it out, and says its hash (Subresource Integrity).
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const [dist, folder] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const script = readFileSync(`${dist}/session-journey.iife.js`);
const integrity = `sha384-${createHash('sha384').update(script).digest('base64')}`;
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/session-journey.js`, script);
writeFileSync(`${folder}/integrity.json`, `${JSON.stringify({ src: '/sdk/session-journey.js', version, integrity })}\n`);
