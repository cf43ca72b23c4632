import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import guide from 'guide:pages';
import type { GuidePage } from '../../../guide.mjs';
import { Button, EmptyState } from '../../parts';
import { go } from '../../platform/router';
import { texts } from '../../platform/texts';
import { addressOf, searchGuide, type Hit } from './search';

const words = texts.help;

/** The operator's guide: its pages, their parts, and a search. It came with the program and needs neither internet nor a sign-in. */
export function Help({ parts }: { readonly parts: Record<string, string> }) {
  const page = guide.find((p) => p.name === (parts['*'] ?? ''));
  const [query, setQuery] = useState('');
  const hits = useMemo(() => searchGuide(guide, query), [query]);
  useEffect(() => { document.title = `${page?.title ?? words.title} · ${texts.app.name}`; }, [page]);
  useEffect(() => setQuery(''), [page]);
  return (
    <div class="page guide-page">
      <nav class="help-side" aria-label={words.label}>
        <input
          type="search" value={query} placeholder={words.search} aria-label={words.search}
          onInput={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => { if (event.key === 'Escape') setQuery(''); }}
        />
        <ul>{guide.map((p) => <li key={p.name}><a href={addressOf(p)} aria-current={p === page ? 'page' : undefined}>{p.title}</a></li>)}</ul>
      </nav>
      {query.trim() ? <Hits hits={hits} onGone={() => setQuery('')} /> : page ? <Article key={page.name} page={page} /> : (
        <EmptyState title={words.gone}><a class="button" href="/help">{words.toFirst}</a></EmptyState>
      )}
    </div>
  );
}

function Hits({ hits, onGone }: { readonly hits: readonly Hit[]; readonly onGone: () => void }) {
  return (
    <section class="help-hits">
      <p class="hint" role="status">{words.results(hits.length)}</p>
      <ol>
        {hits.map((hit) => (
          <li key={addressOf(hit.page, hit.part)}>
            <a href={addressOf(hit.page, hit.part)} onClick={onGone}>{hit.part.depth > 1 ? `${hit.page.title}: ${hit.part.title}` : hit.page.title}</a>
            <p>{hit.around}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Article({ page }: { readonly page: GuidePage }) {
  const ref = useRef<HTMLElement>(null);
  const at = guide.indexOf(page);
  const next = guide[at + 1];
  const sections = page.parts.filter((part) => part.depth === 2);
  // The text is put in by this page, so that the browser could not go to its part by itself.
  const show = (): void => { if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView(); };
  useEffect(() => {
    show();
    addEventListener('popstate', show);
    return () => removeEventListener('popstate', show);
  }, []);
  const follow = (event: MouseEvent): void => {
    const link = (event.target as Element).closest('a');
    if (!link || link.origin !== location.origin || link.pathname !== location.pathname || !link.hash || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    go(link.pathname + link.hash);
    show();
  };
  return (
    <article ref={ref} class="guide" onClick={follow}>
      {sections.length > 2 && (
        <details class="on-page"><summary>{words.onPage}</summary>
          <ul>{sections.map((part) => <li key={part.id}><a href={addressOf(page, part)}>{part.title}</a></li>)}</ul>
        </details>
      )}
      <div dangerouslySetInnerHTML={{ __html: page.html }} />
      <footer>
        {next && <a class="button" href={addressOf(next)}>{words.next(next.title)}</a>}
        <Button kind="quiet" onClick={() => print()}>{words.print}</Button>
      </footer>
    </article>
  );
}
