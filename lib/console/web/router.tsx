import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** The address of a page: the path names it, the query holds what was chosen on it. */
export interface Address {
  readonly path: string;
  readonly query: URLSearchParams;
}

const CHANGED = 'console:address';

function current(): Address {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

/** Goes to an address of the console. */
export function go(to: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  dispatchEvent(new Event(CHANGED));
}

/** The current address; the component is drawn again when it changes. */
export function useAddress(): Address {
  const [address, setAddress] = useState(current);
  useEffect(() => {
    const update = () => setAddress(current());
    addEventListener('popstate', update);
    addEventListener(CHANGED, update);
    return () => {
      removeEventListener('popstate', update);
      removeEventListener(CHANGED, update);
    };
  }, []);
  return address;
}

/** One choice in the address, such as a search text, so that the page with it can be shared. */
export function useChoice(name: string, otherwise = ''): readonly [string, (value: string) => void] {
  const { path, query } = useAddress();
  const choose = (value: string) => {
    const next = new URLSearchParams(location.search);
    if (value === otherwise) next.delete(name);
    else next.set(name, value);
    const text = next.toString();
    go(text === '' ? path : `${path}?${text}`, { replace: true });
  };
  return [query.get(name) ?? otherwise, choose];
}

/** A link within the console. */
export function Link({ to, children, ...rest }: { to: string; children: ComponentChildren; class?: string }) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={to} onClick={follow} {...rest}>
      {children}
    </a>
  );
}

/** Joins parts of a path, each escaped. */
export function pathTo(...parts: readonly string[]): string {
  return `/${parts.map(encodeURIComponent).join('/')}`;
}
