import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

// For `npm run dev`: the demo that answers /v1 and /demo/api.
const server = process.env.SJ_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/demo/',
  // A customer takes the package; here its source, so that both are always of one build.
  resolve: { alias: { '@session-journey/sdk': fileURLToPath(new URL('../sdk/src/index.ts', import.meta.url)) } },
  build: { target: 'es2022', modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  server: { proxy: { '/v1': server, '/demo/api': server } },
});
