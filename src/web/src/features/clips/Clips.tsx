import { useMemo, useState } from 'preact/hooks';
import { Button, EmptyState, ErrorBox, Icon, Spinner } from '../../parts';
import { api } from '../../platform/api';
import type { Clip, Job, Share, Workspace } from '../../platform/records';
import { go, place, query } from '../../platform/router';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { deletes, rightsOf } from './clipActs';
import { ClipTile } from './ClipTile';
import { ClipWindow } from './ClipWindow';
import { fits, type StateChoice } from './filter';
import { StorageBar } from './StorageBar';

const words = texts.clips;
const STEP = 120;
const MOST = 500;

export function Clips() {
  void place.value;
  const [workspaceId, setWorkspaceId] = useState(query().get('workspace') ?? '');
  const [text, setText] = useState('');
  const [state, setState] = useState<StateChoice>('all');
  const [limit, setLimit] = useState(STEP);
  const rooms = useLoad((signal) => api.get<Workspace[]>('/api/workspaces', { limit: 500 }, signal));
  const clips = useLoad((signal) => api.page<Clip>('/api/clips', { workspaceId, limit }, signal), workspaceId, 4_000);
  const jobs = useLoad((signal) => api.get<Job[]>('/api/jobs', { state: 'processing', limit: 50 }, signal), '', 2_000).data;
  const share = useLoad((signal) => api.get<Share>('/api/share', undefined, signal)).data;
  const hidden = deletes.hidden.value;
  const there = useMemo(() => clips.data?.items.filter((clip) => !hidden.has(clip.id)) ?? [], [clips.data, hidden]);
  const shown = useMemo(() => there.filter((clip) => fits(clip, { text, state })), [there, text, state]);
  const total = (clips.data?.total ?? 0) - ((clips.data?.items.length ?? 0) - there.length);
  const open = there.find((clip) => clip.id === query().get('clip'));
  const roomOf = (clip: Clip): Workspace | undefined => rooms.data?.find((w) => w.id === clip.workspaceId);
  const put = (changed: Clip): void => clips.set((page) => ({ ...page, items: page.items.map((clip) => (clip.id === changed.id ? changed : clip)) }));
  return (
    <div class="page wide-page clips">
      <header class="page-head"><h1>{words.title}</h1><span class="hint" role="status">{clips.data && words.shown(shown.length, total)}</span></header>
      <StorageBar />
      <div class="filters" role="search">
        <div class="search-box">
          <Icon name="search" size={16} />
          <input type="search" aria-label={words.search} placeholder={words.search} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </div>
        <select aria-label={words.workspace} value={workspaceId} onChange={(event) => { setWorkspaceId(event.currentTarget.value); setLimit(STEP); }}>
          <option value="">{words.allWorkspaces}</option>
          {rooms.data?.map((room) => <option key={room.id} value={room.id}>{room.title}</option>)}
        </select>
        <select aria-label={words.state} value={state} onChange={(event) => setState(event.currentTarget.value as StateChoice)}>
          {Object.entries(words.states).map(([key, said]) => <option key={key} value={key}>{said}</option>)}
        </select>
      </div>
      <ErrorBox error={clips.error} onRetry={clips.reload} />
      {clips.data === null && !clips.error && <Spinner />}
      {clips.data !== null && shown.length === 0 && (there.length === 0
        ? <EmptyState title={words.none} hint={words.noneHint} />
        : <EmptyState title={words.noneFit}><Button onClick={() => { setText(''); setState('all'); }}>{words.clear}</Button></EmptyState>)}
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
      {clips.data !== null && clips.data.total > limit && limit < MOST && <p class="centre"><Button onClick={() => setLimit(Math.min(MOST, limit * 2))}>{words.more}</Button></p>}
      {open && (
        <ClipWindow
          key={open.id} clip={open} room={roomOf(open)?.title ?? ''} rights={rightsOf(roomOf(open)?.permissions ?? [])} share={share}
          onChange={put} onClose={() => go('/clips', true)}
        />
      )}
    </div>
  );
}
