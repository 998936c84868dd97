import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Problem } from './api/client.ts';
import { KeyboardProvider } from './app/keyboard.tsx';
import { makeRouter } from './app/router.tsx';
import { viewerQuery } from './app/viewer.ts';
import './design/tokens.css';
import './design/base.css';
import { startLanguage } from './i18n/index.ts';

/** What will not get better by asking again: a wrong request, a missing session, nobody signed in. */
const isFinal = (error: Error) => error instanceof Problem && error.status >= 400 && error.status < 500 && error.status !== 429;

const queries: QueryClient = new QueryClient({
  // The sign-in ended (twelve hours, a restart of the server, a revoked key): back to the gate, and then back here.
  queryCache: new QueryCache({
    onError: (error) => {
      if (!(error instanceof Problem) || error.status !== 401) return;
      queries.setQueryData(viewerQuery.queryKey, null);
      void router.invalidate();
    },
  }),
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
