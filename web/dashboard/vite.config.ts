import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// For `npm run dev`: the server that answers /v1, e.g. `session-journey demo`.
const server = process.env.SJ_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2022', modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
  server: { proxy: { '/v1': server, '/healthz': server } },
});
