import { EmptyState, ErrorBox, Icon, Spinner } from '../../parts';
import { api } from '../../platform/api';
import { unreadMentions } from '../../platform/mentions';
import { posterOf, type Presence, type Workspace } from '../../platform/records';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { ago } from '../../platform/words';
import { JobsNow } from './JobsNow';
import { NowPlaying } from './NowPlaying';
import { PlayerNow } from './PlayerNow';
import { RecentClips } from './RecentClips';

const words = texts.home;

export function Home() {
  const rooms = useLoad((signal) => api.get<Workspace[]>('/api/workspaces', { limit: 100 }, signal), '', 20_000);
  const people = useLoad((signal) => api.get<Presence[]>('/api/presence', undefined, signal), '', 5_000);
  return (
    <div class="page home">
      <div class="home-main">
        <header class="page-head">
          <h1>{words.title}</h1>
          <a class="button main" href="/library"><Icon name="add" size={16} />{words.add}</a>
        </header>
        <ErrorBox error={rooms.error} onRetry={rooms.reload} />
        {rooms.data === null && !rooms.error && <Spinner />}
        {rooms.data?.length === 0 && (
          <div class="card"><EmptyState title={words.none} hint={words.noneHint}><a class="button" href="/library">{words.toLibrary}</a></EmptyState></div>
        )}
        <ul class="rooms">
          {rooms.data?.map((room) => (
            <li key={room.id}><Room room={room} inside={people.data?.find((p) => p.workspaceId === room.id)} /></li>
          ))}
        </ul>
        <RecentClips />
      </div>
      <aside class="home-side">
        <PlayerNow />
        <NowPlaying />
        <JobsNow />
      </aside>
    </div>
  );
}

const SHOWN = 4;

function Room({ room, inside }: { readonly room: Workspace; readonly inside: Presence | undefined }) {
  const named = unreadMentions.value.get(room.id)?.size ?? 0;
  const names = inside?.members.map((m) => m.user.name) ?? [];
  return (
    <a class="card room" href={`/w/${room.id}`}>
      <img src={posterOf(room.contentKey)} alt="" loading="lazy" width="320" height="180" />
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

export function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  const letters = [parts[0], parts.length > 1 ? parts.at(-1) : undefined].map((part) => [...(part ?? '')][0] ?? '');
  return letters.join('').toLocaleUpperCase();
}
