import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Button, EmptyState, ErrorBox, Spinner } from '../../parts';
import { PagedList } from '../../parts/paged';
import { api } from '../../platform/api';
import type { Clip, Job, Share, Workspace } from '../../platform/records';
import { go, place, query } from '../../platform/router';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { deletes, remove, rightsOf } from './clipActs';
import { ClipFilters } from './ClipFilters';
import { ClipGrid, type Room } from './ClipGrid';
import type { TileActs } from './ClipTile';
import { ClipWindow } from './ClipWindow';
import { NO_FILTER, queryOf, type Filter } from './filter';
import { left, type Left, type Place } from './left';
import { SeenClips } from './seenClips';
import { StorageBar } from './StorageBar';

const words = texts.clips;
const NO_ROOM: Room = { title: '', rights: rightsOf([]) };

/** All clips in one list; whoever comes back finds it as it was left. */
export function Clips() {
  void place.value;
  const [start] = useState(begin);
  const [filter, setFilter] = useState<Filter>(start.filter);
  // Always another one: what is chosen again begins at its head.
  const choose = (wanted: Filter): void => setFilter({ ...wanted });
  const frame = useRef<HTMLDivElement>(null);
  const here = useLeaving(filter);
  const rooms = useLoad((signal) => api.get<Workspace[]>('/api/workspaces', { limit: 500 }, signal));
  const jobs = useLoad((signal) => api.get<Job[]>('/api/jobs', { state: 'processing', limit: 50 }, signal), '', 2_000).data;
  const share = useLoad((signal) => api.get<Share>('/api/share', undefined, signal)).data;
  const list = useClips(filter, start);
  const from = filter === start.filter ? start.place : null;
  const hidden = deletes.hidden.value;
  const seen = useMemo(() => new SeenClips(list, hidden), [list, hidden, list.version.value]);
  const total = seen.total;
  const known = useMemo(() => new Map(rooms.data?.map((w) => [w.id, { title: w.title, rights: rightsOf(w.permissions) }])), [rooms.data]);
  const roomOf = (clip: Clip): Room => known.get(clip.workspaceId) ?? NO_ROOM;
  const filtered = JSON.stringify(filter) !== JSON.stringify(NO_FILTER);
  const acts: TileActs = {
    put: (changed) => list.put(changed, (clip) => clip.id === changed.id),
    open: (clip) => go(`/clips?clip=${clip.id}`, true),
    remove,
  };
  const open = useOpened(list, acts.put);
  return (
    <div ref={frame} class="clips-frame">
      <div class="page wide-page clips">
        <header class="page-head"><h1>{words.title}</h1><span class="hint" role="status">{total !== null && words.shown(total)}</span></header>
        <StorageBar share={share} />
        <ClipFilters filter={filter} rooms={rooms.data} onChange={choose} />
        <ErrorBox error={list.error.value} onRetry={() => list.retry()} />
        {total === null && from === null && !list.error.value && <Spinner />}
        {total === 0 && (filtered
          ? <EmptyState title={words.noneFit}><Button onClick={() => choose(NO_FILTER)}>{words.clear}</Button></EmptyState>
          : <EmptyState title={words.none} hint={words.noneHint} />)}
        {(total ?? from?.total ?? 0) > 0 && (
          <ClipGrid
            key={JSON.stringify(filter)} frame={frame} list={list} seen={seen} from={from} place={here} roomOf={roomOf} share={share} acts={acts}
            progressOf={(clip) => jobs?.find((job) => job.id === clip.jobId)?.progressPercent}
          />
        )}
      </div>
      {open && (
        <ClipWindow
          key={open.clip.id} clip={open.clip} room={roomOf(open.clip).title} rights={roomOf(open.clip).rights} share={share}
          onChange={open.put} onClose={() => go('/clips', true)}
        />
      )}
    </div>
  );
}

// A link to a workspace's clips asks for these; else it goes on where it was left.
function begin(): Left {
  const workspaceId = query().get('workspace');
  return workspaceId === null || workspaceId === left.value.filter.workspaceId ? left.value : { filter: { ...NO_FILTER, workspaceId }, place: null };
}

// A new list for each filter; what the old one still waits for is given up.
function useClips(filter: Filter, start: Left): PagedList<Clip> {
  const list = useMemo(() => new PagedList<Clip>(
    (offset, limit, signal) => api.page('/api/clips', { ...queryOf(filter), offset, limit }, signal),
    filter === start.filter ? start.place?.first?.index ?? 0 : 0,
  ), [filter]);
  useEffect(() => () => list.stop(), [list]);
  return list;
}

// Whoever leaves, for another page or with a reload, stands here again when coming back.
function useLeaving(filter: Filter): { current: (() => Place) | null } {
  const here = useRef<(() => Place) | null>(null);
  const chosen = useRef(filter);
  chosen.current = filter;
  useLayoutEffect(() => {
    const save = (): void => { left.value = { filter: chosen.current, place: here.current?.() ?? null }; };
    addEventListener('pagehide', save);
    return () => {
      removeEventListener('pagehide', save);
      save();
    };
  }, []);
  return here;
}

// The clip that the address names, also where it is on another part of the list.
function useOpened(list: PagedList<Clip>, put: (clip: Clip) => void): { clip: Clip; put: (clip: Clip) => void } | null {
  const id = query().get('clip');
  const at = id === null ? null : list.find((clip) => clip.id === id);
  const here = at === null ? undefined : list.at(at);
  const asked = id !== null && !here ? id : '';
  const away = useLoad((signal) => (asked ? api.get<Clip>(`/api/clips/${asked}`, undefined, signal) : Promise.resolve(null)), asked);
  if (id === null || deletes.hidden.value.has(id)) return null;
  if (here) return { clip: here, put };
  return away.data?.id === id ? { clip: away.data, put: (clip) => away.set(() => clip) } : null;
}
