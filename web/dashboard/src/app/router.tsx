// Every screen's address. The server answers these with the same page (src/edge/api/get_dashboard.cpp has the list).
import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { Failed, Waiting } from '../design/states.tsx';
import { NotFound } from './NotFound.tsx';
import { Shell } from './Shell.tsx';
import { parseSearch, type Search, stringifySearch } from './search.ts';
import { viewerQuery } from './viewer.ts';

/** Each screen is a file of its own, fetched when it is gone to, or in a quiet moment before (loadAllScreens). */
const screens = {
  signIn: () => import('../screens/sign-in/SignInScreen.tsx'),
  sessions: () => import('../screens/sessions/SessionsScreen.tsx'),
  session: () => import('../screens/session/SessionScreen.tsx'),
  compare: () => import('../screens/compare/CompareScreen.tsx'),
  person: () => import('../screens/person/PersonScreen.tsx'),
  analytics: () => import('../screens/analytics/AnalyticsScreen.tsx'),
  live: () => import('../screens/live/LiveScreen.tsx'),
  reference: () => import('../screens/reference/ReferenceScreen.tsx'),
  firstRun: () => import('../screens/first-run/FirstRunScreen.tsx'),
};

/** So that going elsewhere works while the server is away or after it was upgraded. */
export const loadAllScreens = (): void => {
  for (const load of Object.values(screens)) void load().catch(() => undefined);
};

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ validateSearch: (search) => search as Search });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(screens.signIn),
});

const gate = createRoute({
  getParentRoute: () => root,
  id: 'gate',
  component: () => <Shell loadAhead={loadAllScreens} />,
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
  component: lazyRouteComponent(screens.sessions),
});
export const session = createRoute({
  getParentRoute: () => gate,
  path: '/sessions/$sessionId',
  component: lazyRouteComponent(screens.session),
});
export const compare = createRoute({
  getParentRoute: () => gate,
  path: '/compare/$left/$right',
  component: lazyRouteComponent(screens.compare),
});
const person = createRoute({
  getParentRoute: () => gate,
  path: '/people/$kind/$value',
  component: lazyRouteComponent(screens.person),
});
const analytics = createRoute({
  getParentRoute: () => gate,
  path: '/analytics',
  component: lazyRouteComponent(screens.analytics),
});
const live = createRoute({
  getParentRoute: () => gate,
  path: '/live',
  component: lazyRouteComponent(screens.live),
});
const reference = createRoute({
  getParentRoute: () => gate,
  path: '/reference',
  component: lazyRouteComponent(screens.reference),
});
const firstRun = createRoute({
  getParentRoute: () => gate,
  path: '/first-run',
  component: lazyRouteComponent(screens.firstRun),
});
// The server answers an address that none of the above has with this page too (and 404).
const elsewhere = createRoute({
  getParentRoute: () => gate,
  path: '$',
  component: NotFound,
});

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([
      signIn,
      gate.addChildren([home, sessions, session, compare, person, analytics, live, reference, firstRun, elsewhere]),
    ]),
    context: { queries },
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingComponent: Waiting,
    defaultErrorComponent: ({ error, reset }) => <Failed error={error instanceof Error ? error : new Error(String(error))} again={reset} />,
    scrollRestoration: true,
    // The list is returned to by link and key too: the same filters have the same place.
    getScrollRestorationKey: (location) =>
      location.pathname === sessions.fullPath ? location.href : (location.state.__TSR_key ?? location.href),
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
