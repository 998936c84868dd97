import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    target: 'es2020',
    lib: {
      entry: 'src/index.ts',
      name: 'SessionJourney',
      formats: ['es', 'iife'],
      fileName: (format) => (format === 'es' ? 'session-journey.js' : 'session-journey.iife.js'),
    },
  },
});
