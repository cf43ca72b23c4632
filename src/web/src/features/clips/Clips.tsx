import { useEffect, useState } from 'preact/hooks';
import { Button, EmptyState, ErrorBox, Spinner } from '../../parts';
import { api, type Page } from '../../platform/api';
import type { Clip, Job, Share, Workspace } from '../../platform/records';
import { go, place, query } from '../../platform/router';
import { texts } from '../../platform/texts';
import { useLoad, type Loaded } from '../../platform/useLoad';
import { deletes, rightsOf } from './clipActs';
import { ClipFilters } from './ClipFilters';
import { ClipTile } from './ClipTile';
import { ClipWindow } from './ClipWindow';
import { NO_FILTER, PAGE_SIZE, pageWithin, queryOf, type Filter } from './filter';
import { StorageBar } from './StorageBar';

const words = texts.clips;

export function Clips() {
  void place.value;
  const [filter, setFilter] = useState<Filter>({ ...NO_FILTER, workspaceId: query().get('workspace') ?? '' });
  const [page, setPage] = useState(0);
  const rooms = useLoad((signal) => api.get<Workspace[]>('/api/workspaces', { limit: 500 }, signal));
  const clips = useLoad((signal) => api.page<Clip>('/api/clips', queryOf(filter, page), signal), JSON.stringify([filter, page]), 4_000);
  const jobs = useLoad((signal) => api.get<Job[]>('/api/jobs', { state: 'processing', limit: 50 }, signal), '', 2_000).data;
  const share = useLoad((signal) => api.get<Share>('/api/share', undefined, signal)).data;
  const hidden = deletes.hidden.value;
  const shown = clips.data?.items.filter((clip) => !hidden.has(clip.id)) ?? [];
  const total = clips.data ? clips.data.total - (clips.data.items.length - shown.length) : 0;
  const filtered = JSON.stringify(filter) !== JSON.stringify(NO_FILTER);
  const roomOf = (clip: Clip): Workspace | undefined => rooms.data?.find((w) => w.id === clip.workspaceId);
  const put = (changed: Clip): void => clips.set((all) => ({ ...all, items: all.items.map((clip) => (clip.id === changed.id ? changed : clip)) }));
  const open = useOpened(shown, put);
  // What was deleted may have been the last page.
  useEffect(() => { if (clips.data) setPage((at) => pageWithin(at, clips.data?.total ?? 0)); }, [clips.data?.total]);
  const choose = (wanted: Filter): void => {
    setFilter(wanted);
    setPage(0);
  };
  return (
    <div class="page wide-page clips">
      <header class="page-head"><h1>{words.title}</h1><span class="hint" role="status">{clips.data && words.shown(total)}</span></header>
      <StorageBar share={share} />
      <ClipFilters filter={filter} rooms={rooms.data} onChange={choose} />
      <ErrorBox error={clips.error} onRetry={clips.reload} />
      {clips.data === null && !clips.error && <Spinner />}
      {clips.data !== null && shown.length === 0 && (filtered
        ? <EmptyState title={words.noneFit}><Button onClick={() => choose(NO_FILTER)}>{words.clear}</Button></EmptyState>
        : <EmptyState title={words.none} hint={words.noneHint} />)}
      <ul class="clip-grid">
        {shown.map((clip) => (
          <li key={clip.id}>
            <ClipTile
              clip={clip} room={roomOf(clip)?.title ?? ''} rights={rightsOf(roomOf(clip)?.permissions ?? [])} share={share}
              progress={jobs?.find((job) => job.id === clip.jobId)?.progressPercent} onChange={put} onOpen={() => go(`/clips?clip=${clip.id}`, true)}
            />
          </li>
        ))}
      </ul>
      <Pager page={page} clips={clips} onPage={setPage} />
      {open && (
        <ClipWindow
          key={open.clip.id} clip={open.clip} room={roomOf(open.clip)?.title ?? ''} rights={rightsOf(roomOf(open.clip)?.permissions ?? [])} share={share}
          onChange={open.put} onClose={() => go('/clips', true)}
        />
      )}
    </div>
  );
}

// The clip that the address names, also where it is on another page of the list.
function useOpened(shown: readonly Clip[], put: (clip: Clip) => void): { clip: Clip; put: (clip: Clip) => void } | null {
  const id = query().get('clip');
  const here = shown.find((clip) => clip.id === id);
  const asked = id !== null && !here ? id : '';
  const away = useLoad((signal) => (asked ? api.get<Clip>(`/api/clips/${asked}`, undefined, signal) : Promise.resolve(null)), asked);
  if (here) return { clip: here, put };
  return id !== null && away.data?.id === id && !deletes.hidden.value.has(id) ? { clip: away.data, put: (clip) => away.set(() => clip) } : null;
}

function Pager({ page, clips, onPage }: { readonly page: number; readonly clips: Loaded<Page<Clip>>; readonly onPage: (page: number) => void }) {
  const [total, setTotal] = useState(0);
  useEffect(() => { if (clips.data) setTotal(clips.data.total); }, [clips.data]);
  if (total <= PAGE_SIZE) return null;
  const turn = (to: number): void => {
    onPage(to);
    scrollTo({ top: 0 });
  };
  return (
    <nav class="pager" aria-label={words.pages}>
      <Button disabled={page === 0} onClick={() => turn(page - 1)}>{words.newer}</Button>
      <span class="hint" aria-live="polite">{words.range(page * PAGE_SIZE + 1, Math.min(total, (page + 1) * PAGE_SIZE), total)}</span>
      <Button disabled={(page + 1) * PAGE_SIZE >= total} onClick={() => turn(page + 1)}>{words.older}</Button>
    </nav>
  );
}
