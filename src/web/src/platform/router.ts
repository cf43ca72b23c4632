// Real paths, one small router: the path is a signal, links are caught, patterns have named parts.
import { signal } from '@preact/signals';

/** The path with its query, without what stands behind the #. */
export const place = signal(here());

/** Query of the address. */
export const query = (): URLSearchParams => new URLSearchParams(location.search);

/** Goes to a path; the answer of back() stays the browser's. */
export function go(path: string, replace = false): void {
  if (replace) history.replaceState(null, '', path);
  else history.pushState(null, '', path);
  place.value = here();
  if (!replace) scrollTo(0, 0);
}

/** The named parts of a path that fits a pattern such as /w/:id or /settings/*, else null. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/').filter(Boolean);
  const given = (path.split(/[?#]/)[0] ?? '').split('/').filter(Boolean);
  const rest = wanted.at(-1) === '*';
  if (rest ? given.length < wanted.length - 1 : given.length !== wanted.length) return null;
  const parts: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    if (part === '*') {
      parts['*'] = given.slice(i).join('/');
      return parts;
    }
    const value = given[i] ?? '';
    if (part.startsWith(':')) parts[part.slice(1)] = decode(value);
    else if (part !== value) return null;
  }
  return parts;
}

/** Catches clicks on links of the app, so that they change the page without loading it. */
export function listenForLinks(): void {
  addEventListener('popstate', () => { place.value = here(); });
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || link.origin !== location.origin || link.target || link.hasAttribute('download') || !isOfApp(link.pathname)) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
}

const isOfApp = (path: string): boolean => !/^\/(api|api-docs|hub|program|openapi|swagger|metrics|health|app)(\/|$)/.test(path);

function here(): string {
  return typeof location === 'undefined' ? '/' : location.pathname + location.search;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
