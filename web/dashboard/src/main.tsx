import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Problem } from './api/client.ts';
import { KeyboardProvider } from './app/keyboard.tsx';
import { makeRouter } from './app/router.tsx';
import './design/tokens.css';
import './design/base.css';
import { startLanguage } from './i18n/index.ts';

/** What will not get better by asking again: a wrong request, a missing session, nobody signed in. */
const isFinal = (error: Error) => error instanceof Problem && error.status >= 400 && error.status < 500 && error.status !== 429;

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 5_000, retry: (count, error) => !isFinal(error) && count < 2 } },
});
const router = makeRouter(queries);

await startLanguage();
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <KeyboardProvider>
        <RouterProvider router={router} />
      </KeyboardProvider>
    </QueryClientProvider>
  </StrictMode>,
);
