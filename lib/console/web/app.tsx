import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { matchPath, type Session } from '../contract';
import { Consumer } from './pages/consumer';
import { Cutover } from './pages/cutover';
import { Explain } from './pages/explain';
import { Fleet } from './pages/fleet';
import { Mails } from './pages/mails';
import type { PageProps } from './pages/page';
import { Requests } from './pages/requests';
import { Reseller } from './pages/reseller';
import { Trace } from './pages/trace';
import { CommandOptions } from './parts/command';
import { Notice } from './parts/notice';
import { Link, pathTo, useAddress } from './router';
import { useResource } from './use-resource';

interface Page {
  readonly path: string;
  readonly title: (params: Readonly<Record<string, string>>) => string;
  readonly show: ComponentType<PageProps>;
  /** Pages above it, the highest first. */
  readonly above?: (params: Readonly<Record<string, string>>) => readonly (readonly [to: string, name: string])[];
}

const ABOVE_RESELLER = () => [['/', 'Fleet']] as const;
const ABOVE_CONSUMER = ({ reseller = '' }) =>
  [
    ['/', 'Fleet'],
    [pathTo('resellers', reseller), reseller],
  ] as const;

/** The first page whose path matches is shown. */
const PAGES: readonly Page[] = [
  { path: '/', title: () => 'Fleet', show: Fleet },
  { path: '/resellers/:reseller', title: ({ reseller = '' }) => reseller, show: Reseller, above: ABOVE_RESELLER },
  {
    path: '/resellers/:reseller/consumers/:consumerKey',
    title: ({ consumerKey = '' }) => consumerKey,
    show: Consumer,
    above: ABOVE_CONSUMER,
  },
  { path: '/requests', title: () => 'Requests', show: Requests },
  {
    path: '/requests/:requestId',
    title: ({ requestId = '' }) => `Request ${requestId}`,
    show: Trace,
    above: () => [['/requests', 'Requests']],
  },
  {
    path: '/resellers/:reseller/cutover',
    title: ({ reseller = '' }) => `Cut-over of ${reseller}`,
    show: Cutover,
    above: ABOVE_CONSUMER,
  },
  { path: '/mails', title: () => 'Mails', show: Mails },
  { path: '/explain', title: () => 'Refusals', show: Explain },
  {
    path: '/explain/:code',
    title: ({ code = '' }) => code,
    show: Explain,
    above: () => [['/explain', 'Refusals']],
  },
];

/** Pages that the navigation names. */
const NAVIGATION = [
  ['/', 'Fleet'],
  ['/requests', 'Requests'],
  ['/explain', 'Refusals'],
] as const;

/** Page of an environment whose mails are kept instead of sent. */
const MAILS = ['/mails', 'Mails'] as const;

export function App() {
  const { path } = useAddress();
  const session = useResource<Session>('/api/session');
  const found = PAGES.map((page) => ({ page, params: matchPath(page.path, path) })).find(({ params }) => params);
  const title = found ? found.page.title(found.params ?? {}) : 'Not found';
  const heading = useHeading(title, session.value?.environment, path);
  const Show = found?.page.show;
  return (
    <>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <header class="top">
        <Link to="/" class="brand">
          aps-gateway
        </Link>
        <nav aria-label="Pages">
          {[...NAVIGATION, ...(session.value?.mails ? [MAILS] : [])].map(([to, name]) => (
            <Link key={to} to={to} {...(isCurrent(to, path) && { class: 'current' })}>
              {name}
            </Link>
          ))}
        </nav>
        {session.value && (
          <span class="environment">
            {session.value.environment}
            {session.value.local && ' on localhost'}
            {session.value.readOnly && ', read-only'}
          </span>
        )}
      </header>
      <main id="content">
        {found?.page.above && <Trail pages={found.page.above(found.params ?? {})} />}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {session.failure && <Notice kind="error">{session.failure.message}</Notice>}
        {session.value && Show && (
          <CommandOptions.Provider value={session.value.commandOptions}>
            <Show session={session.value} params={found?.params ?? {}} />
          </CommandOptions.Provider>
        )}
        {!Show && <Notice kind="error">The console has no page {path}.</Notice>}
      </main>
    </>
  );
}

/** Links to the pages above the current one. */
function Trail({ pages }: { pages: ReturnType<NonNullable<Page['above']>> }) {
  return (
    <nav class="trail" aria-label="Pages above">
      {pages.map(([to, name]) => (
        <span key={to}>
          <Link to={to}>{name}</Link> ›{' '}
        </span>
      ))}
    </nav>
  );
}

/** Sets the title, and moves the focus to the heading of a new page, so that screen readers read it. */
function useHeading(title: string, environment: string | undefined, path: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(() => {
    document.title = [title, environment, 'aps-gateway'].filter(Boolean).join(' · ');
  }, [title, environment]);
  useEffect(() => {
    if (!first.current) heading.current?.focus();
    first.current = false;
  }, [path]);
  return heading;
}

function isCurrent(to: string, path: string): boolean {
  return to === '/' ? path === '/' || path.startsWith('/resellers/') : path === to || path.startsWith(`${to}/`);
}
