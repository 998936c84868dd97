// Every screen's address. The server answers these with the same page (src/api/routes.cpp has the list).
import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { Failed, Waiting } from '../design/states.tsx';
import { Shell } from './Shell.tsx';
import { parseSearch, type Search, stringifySearch } from './search.ts';
import { viewerQuery } from './viewer.ts';

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ validateSearch: (search) => search as Search });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('../screens/sign-in/SignInScreen.tsx')),
});

const gate = createRoute({
  getParentRoute: () => root,
  id: 'gate',
  component: Shell,
  beforeLoad: async ({ context, location }) => {
    const viewer = await context.queries.ensureQueryData(viewerQuery);
    if (!viewer) throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { to: location.href } });
  },
});

const home = createRoute({
  getParentRoute: () => gate,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/sessions' });
  },
});
const sessions = createRoute({
  getParentRoute: () => gate,
  path: '/sessions',
  component: lazyRouteComponent(() => import('../screens/sessions/SessionsScreen.tsx')),
});
export const session = createRoute({
  getParentRoute: () => gate,
  path: '/sessions/$sessionId',
  component: lazyRouteComponent(() => import('../screens/session/SessionScreen.tsx')),
});
export const compare = createRoute({
  getParentRoute: () => gate,
  path: '/compare/$left/$right',
  component: lazyRouteComponent(() => import('../screens/compare/CompareScreen.tsx')),
});
const analytics = createRoute({
  getParentRoute: () => gate,
  path: '/analytics',
  component: lazyRouteComponent(() => import('../screens/analytics/AnalyticsScreen.tsx')),
});
const live = createRoute({
  getParentRoute: () => gate,
  path: '/live',
  component: lazyRouteComponent(() => import('../screens/live/LiveScreen.tsx')),
});
const reference = createRoute({
  getParentRoute: () => gate,
  path: '/reference',
  component: lazyRouteComponent(() => import('../screens/reference/ReferenceScreen.tsx')),
});
const firstRun = createRoute({
  getParentRoute: () => gate,
  path: '/first-run',
  component: lazyRouteComponent(() => import('../screens/first-run/FirstRunScreen.tsx')),
});

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([signIn, gate.addChildren([home, sessions, session, compare, analytics, live, reference, firstRun])]),
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingComponent: Waiting,
    defaultErrorComponent: ({ error, reset }) => <Failed error={error instanceof Error ? error : new Error(String(error))} again={reset} />,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
