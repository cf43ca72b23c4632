import { useState } from 'preact/hooks';
import { EmptyState, ErrorBox, Icon, Spinner, useLate } from '../../parts';
import { api } from '../../platform/api';
import { unreadMentions } from '../../platform/mentions';
import { posterOf, type Clip, type Job, type Presence, type Workspace } from '../../platform/records';
import { texts } from '../../platform/texts';
import { useLoad, type Loaded } from '../../platform/useLoad';
import { ago, initials } from '../../platform/words';
import type { Vtr } from '../panel/vtr';
import { JobsNow } from './JobsNow';
import { NowPlaying } from './NowPlaying';
import { PlayerNow } from './PlayerNow';
import { RecentClips } from './RecentClips';
import { usePlaying } from './usePlaying';

const words = texts.home;

// What the hub has not said by then is not waited for.
const BOARD_MS = 500;

/** What lies below appears when all above it is there: nothing moves under a finger, also on a phone, where the side is below. */
export function Home() {
  const rooms = useLoad((signal) => api.get<Workspace[]>('/api/workspaces', { limit: 100 }, signal), '', 20_000);
  const people = useLoad((signal) => api.get<Presence[]>('/api/presence', undefined, signal), '', 5_000);
  const clips = useLoad((signal) => api.get<Clip[]>('/api/clips', { limit: 8 }, signal), '', 10_000);
  const mainIn = came(rooms) && came(clips);
  return (
    <div class="page home">
      <div class="home-main">
        <header class="page-head">
          <h1>{words.title}</h1>
          <a class="button main" href="/library"><Icon name="add" size={16} />{words.add}</a>
        </header>
        <ErrorBox error={rooms.error} onRetry={rooms.reload} />
        {!mainIn && <Spinner />}
        {mainIn && rooms.data?.length === 0 && (
          <div class="card"><EmptyState title={words.none} hint={words.noneHint}><a class="button" href="/library">{words.toLibrary}</a></EmptyState></div>
        )}
        {mainIn && (
          <ul class="rooms">
            {rooms.data?.map((room) => (
              <li key={room.id}><Room room={room} inside={people.data?.find((p) => p.workspaceId === room.id)} /></li>
            ))}
          </ul>
        )}
        {mainIn && <RecentClips clips={clips.data} />}
      </div>
      <Side shown={mainIn} />
    </div>
  );
}

function Side({ shown }: { readonly shown: boolean }) {
  const vtr = useLoad((signal) => api.get<Vtr>('/api/vtr', undefined, signal), '', 2_000);
  const running = useLoad((signal) => api.page<Job>('/api/jobs', { state: 'processing', limit: 10 }, signal), '', 2_000);
  const queued = useLoad((signal) => api.page<Job>('/api/jobs', { state: 'queued', limit: 1 }, signal), '', 2_000);
  const board = usePlaying();
  const late = useLate(true, BOARD_MS);
  if (!shown || !came(vtr) || !came(running) || !came(queued) || !(board || late)) return <aside class="home-side" />;
  return (
    <aside class="home-side">
      <PlayerNow vtr={vtr.data} />
      <NowPlaying board={board} />
      <JobsNow running={running.data?.items ?? null} waiting={queued.data?.total ?? 0} />
    </aside>
  );
}

const came = (loaded: Pick<Loaded<unknown>, 'data' | 'error'>): boolean => loaded.data !== null || loaded.error !== null;

const SHOWN = 4;

function Room({ room, inside }: { readonly room: Workspace; readonly inside: Presence | undefined }) {
  const named = unreadMentions.value.get(room.id)?.size ?? 0;
  const names = inside?.members.map((m) => m.user.name) ?? [];
  return (
    <a class="card room" href={`/w/${room.id}`}>
      <Poster contentKey={room.contentKey} />
      <div class="room-words">
        <h2>{room.title}{named > 0 && <span class="count calls" title={texts.app.namedIn(named)}><span aria-hidden="true">@{named}</span><span class="hidden">{texts.app.namedIn(named)}</span></span>}</h2>
        <p class="hint">{words.marks(room.bookmarkCount)}, {words.changed(ago(room.updatedAt))}</p>
      </div>
      <p class="inside">
        {names.length === 0
          ? <span class="hint">{words.alone}</span>
          : <>
              <span class="hidden">{words.inNow(names.join(', '))}</span>
              {names.slice(0, SHOWN).map((name) => <span key={name} class="face" title={name} aria-hidden="true">{initials(name)}</span>)}
              {names.length > SHOWN && <span class="hint" aria-hidden="true">+{names.length - SHOWN}</span>}
              {names.length <= 2 && <span class="hint names" aria-hidden="true">{names.join(', ')}</span>}
            </>}
      </p>
    </a>
  );
}

// A minute in, as most films begin with black; short ones have that only near their beginning.
const POSTER_MS = [61_000, 1_000] as const;

function Poster({ contentKey }: { readonly contentKey: string }) {
  const [tried, setTried] = useState(0);
  const ms = POSTER_MS[tried];
  if (ms === undefined) return <span class="poster" />;
  return <img class="poster" src={posterOf(contentKey, ms)} alt="" loading="lazy" width="320" height="180" onError={() => setTried(tried + 1)} />;
}
