// Which page: by who is signed in, then by the path. Each page is a chunk of its own, loaded when it is opened first.
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Button, EmptyState, Spinner, Toasts } from '../parts';
import { go, match, place } from '../platform/router';
import { refresh, state } from '../platform/session';
import { texts } from '../platform/texts';
import { Shell } from './Shell';
import { pages, type PageEntry } from './pages';

export function App() {
  const path = place.value;
  const found = pages.map((page) => ({ page, parts: match(page.path, path) })).find((p) => p.parts !== null);
  const session = state.value;

  // Whoever has to pass a door first comes back to where he wanted to go.
  useEffect(() => {
    if (session === 'unclaimed' && !found?.page.alone && path.split('?')[0] !== '/claim') go('/claim', true);
    if (session === 'out' && !found?.page.open) go(path === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(path)}`, true);
  }, [session, path]);

  if (session === 'loading') return <div class="whole"><Spinner /></div>;
  if (session === 'away' && !found?.page.alone) return <Away />;
  if (!found) {
    return <Shell><EmptyState title={texts.app.notFound}><Button kind="main" onClick={() => go('/')}>{texts.app.toHome}</Button></EmptyState></Shell>;
  }
  if (session !== 'in' && !found.page.open) return null;
  const content = <Loaded key={found.page.path} page={found.page} parts={found.parts ?? {}} />;
  return <>{found.page.bare ? content : <Shell full={found.page.full}>{content}</Shell>}<Toasts /></>;
}

function Loaded({ page, parts }: { readonly page: PageEntry; readonly parts: Record<string, string> }) {
  const [Page, setPage] = useState<ComponentType<{ parts: Record<string, string> }> | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    page.load().then((loaded) => setPage(() => loaded), () => setFailed(true));
  }, [page]);
  // A box that was updated has other chunks: loading anew gets them.
  if (failed) return <EmptyState title={texts.app.away} hint={texts.app.awayHint}><Button onClick={() => location.reload()}>{texts.app.tryAgain}</Button></EmptyState>;
  return Page ? <Page parts={parts} /> : <div class="whole"><Spinner /></div>;
}

function Away() {
  useEffect(() => {
    const timer = setInterval(() => void refresh(), 2000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div class="whole">
      <EmptyState title={texts.app.away} hint={texts.app.awayHint}><Button onClick={() => void refresh()}>{texts.app.tryAgain}</Button> <a class="button quiet" href="/help/trouble#network">{texts.help.whatToDo}</a></EmptyState>
    </div>
  );
}
