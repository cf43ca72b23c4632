import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, EmptyState, ErrorBox, Icon, IconButton, Spinner } from '../../parts';
import { PagedList } from '../../parts/paged';
import { api, type Page } from '../../platform/api';
import { kept } from '../../platform/kept';
import type { MediaItem, Source } from '../../platform/records';
import { isAdmin } from '../../platform/session';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { Films } from './Films';
import { NewWorkspace } from './NewWorkspace';
import type { View } from './shape';

const words = texts.library;
const ALL = 'all';
const TYPING_MS = 300;
const view = kept<View>('library.view', 'grid', (v): v is View => v === 'grid' || v === 'list');
type Sort = keyof typeof words.sorts;

interface FolderPart {
  readonly key: string;
  readonly title: string;
  readonly itemCount: number;
}

export function Library() {
  const sources = useLoad((signal) => api.get<Source[]>('/api/sources', undefined, signal), '', 10_000);
  const [chosen, setChosen] = useState<string | null>(null);
  const [folder, setFolder] = useState('root');
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  const [sort, setSort] = useState<Sort>('title');
  const [open, setOpen] = useState<MediaItem | null>(null);
  const [trail, setTrail] = useState<readonly string[]>([]);
  const field = useRef<HTMLInputElement>(null);
  const source = chosen ?? sources.data?.[0]?.id ?? null;
  const current = sources.data?.find((s) => s.id === source);
  const folders = useLoad((signal) => (source === null || source === ALL ? Promise.resolve([]) : api.get<FolderPart[]>(`/api/sources/${source}/libraries`, undefined, signal)), source ?? '').data ?? [];
  // A folder has a root; of a server the first library is opened.
  const shown = folder === 'root' && current?.kind === 'plex' ? folders[0]?.key ?? null : folder;
  const list = useFilms(shown === null ? null : source, shown ?? '', search, sort, fillOf(current));
  const enter = (item: MediaItem): void => {
    if (item.contentKey !== null) setOpen(item);
    else if (item.libraryKey !== null) { setTyped(''); setTrail([...trail, folder]); setFolder(item.libraryKey); }
  };

  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), typed.trim() === '' ? 0 : TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    const slash = (event: KeyboardEvent): void => {
      if (event.key !== '/' || (event.target as Element).matches('input, textarea, select')) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener('keydown', slash);
    return () => removeEventListener('keydown', slash);
  }, []);

  if (sources.data === null) return sources.error ? <div class="page"><ErrorBox error={sources.error} onRetry={sources.reload} /></div> : <div class="whole"><Spinner /></div>;
  if (sources.data.length === 0) return <NoSource />;
  return (
    <div class="library">
      <h1 class="hidden">{words.title}</h1>
      <div class="library-tools" role="search">
        <div class="search-box">
          <Icon name="search" size={16} />
          <input ref={field} type="search" aria-label={words.search} placeholder={words.search} value={typed} maxLength={200} spellcheck={false}
            onInput={(event) => setTyped(event.currentTarget.value)} />
        </div>
        <select aria-label={words.source} value={source ?? ''} onChange={(event) => { setChosen(event.currentTarget.value); setFolder('root'); setTrail([]); }}>
          {sources.data.map((s) => <option key={s.id} value={s.id}>{s.name}</option>)}
          {sources.data.length > 1 && <option value={ALL}>{words.allSources}</option>}
        </select>
        {trail.length > 0 && <Button onClick={() => { setFolder(trail.at(-1) ?? 'root'); setTrail(trail.slice(0, -1)); }}>{words.back}</Button>}
        {trail.length === 0 && <Folders folders={folders} folder={shown ?? ''} onChoose={setFolder} />}
        <select aria-label={words.sort} value={sort} onChange={(event) => setSort(event.currentTarget.value as Sort)} disabled={source === ALL}>
          {Object.entries(words.sorts).map(([key, text]) => <option key={key} value={key}>{text}</option>)}
        </select>
        <div class="segments" role="group" aria-label={words.view}>
          <IconButton label={words.asGrid} aria-pressed={view.value === 'grid'} onClick={() => { view.value = 'grid'; }}><Icon name="grid" /></IconButton>
          <IconButton label={words.asList} aria-pressed={view.value === 'list'} onClick={() => { view.value = 'list'; }}><Icon name="list" /></IconButton>
        </div>
      </div>
      <Note source={current} list={list} search={search} />
      {list
        ? <Content list={list} search={search} onOpen={enter} />
        : <EmptyState title={words.typeToSearch} />}
      {open && <NewWorkspace item={open} onClose={() => setOpen(null)} />}
    </div>
  );
}

// A list that is being read is not begun anew with each film that is found; an empty one, and one that has become whole, are.
const fillOf = (source: Source | undefined): string => `${source?.state === 'indexing'} ${(source?.itemCount ?? 0) > 0}`;

// A new list for each question; what the old one still waits for is given up.
function useFilms(source: string | null, folder: string, search: string, sort: Sort, fill: string): PagedList<MediaItem> | null {
  const [list, setList] = useState<PagedList<MediaItem> | null>(null);
  useEffect(() => {
    if (source === null || (source === ALL && search === '')) {
      setList(null);
      return undefined;
    }
    const path = source === ALL ? '/api/media/search' : `/api/sources/${source}/libraries/${encodeURIComponent(folder)}/items`;
    const asked = source === ALL ? { q: search } : { search, sort };
    const made = new PagedList<MediaItem>((offset, limit, signal): Promise<Page<MediaItem>> => api.page(path, { ...asked, offset, limit }, signal));
    setList(made);
    return () => made.stop();
  }, [source, folder, search, sort, fill]);
  return list;
}

function Folders({ folders, folder, onChoose }: { readonly folders: readonly FolderPart[]; readonly folder: string; readonly onChoose: (key: string) => void }) {
  if (folders.length < 2) return null;
  return (
    <select aria-label={words.folder} value={folder} onChange={(event) => onChoose(event.currentTarget.value)}>
      {folders.map((f) => <option key={f.key} value={f.key}>{f.key === 'root' ? words.everything(f.itemCount) : f.itemCount === 0 ? f.title : words.folderWith(f.title, f.itemCount)}</option>)}
    </select>
  );
}

function Note({ source, list, search }: { readonly source: Source | undefined; readonly list: PagedList<MediaItem> | null; readonly search: string }) {
  const total = list?.total.value ?? null;
  const known = total === null ? '' : search ? words.found(total, search) : words.items(total);
  return (
    <p class="library-note hint" role="status">
      <span>{known}</span>
      {source?.state === 'indexing' && <span>{words.indexing}</span>}
      {source?.state === 'away' && <span class="fault">{words.away(source.fault ?? '')}</span>}
      {list?.degraded.value && <span>{words.degraded}</span>}
    </p>
  );
}

function Content({ list, search, onOpen }: { readonly list: PagedList<MediaItem>; readonly search: string; readonly onOpen: (item: MediaItem) => void }) {
  if (list.error.value && list.total.value === null) return <div class="pad"><ErrorBox error={list.error.value} onRetry={() => list.retry()} /></div>;
  if (list.total.value === 0) {
    return <EmptyState title={search ? words.nothingFound(search) : words.nothing} hint={search ? words.nothingFoundHint : words.nothingHint} />;
  }
  return <Films list={list} view={view.value} onOpen={onOpen} />;
}

function NoSource() {
  return (
    <div class="page">
      <h1 class="hidden">{words.title}</h1>
      <EmptyState title={words.noSource} hint={isAdmin.value ? words.noSourceHint : words.askAdmin}>
        {isAdmin.value && <a class="button main" href="/settings/sources">{words.addSource}</a>}
      </EmptyState>
    </div>
  );
}
