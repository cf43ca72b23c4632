import { useState } from 'preact/hooks';
import { EmptyState, ErrorBox, Spinner } from '../../parts';
import { api } from '../../platform/api';
import type { MediaItem, Source } from '../../platform/records';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { length } from '../../platform/words';
import { NewWorkspace } from '../library/NewWorkspace';

const words = texts.welcome.workspace;
const SHOWN = 6;

/** The first films of the box, one of which becomes a workspace. */
export function WorkspaceStep() {
  const [chosen, setChosen] = useState<MediaItem | null>(null);
  const films = useLoad(firstFilms, '', 2_000);
  return (
    <>
      <ErrorBox error={films.error} />
      {films.data === null && !films.error && <Spinner />}
      {films.data?.length === 0 && <EmptyState title={words.none} hint={words.noneHint} />}
      <ul class="first-films">
        {films.data?.map((film) => (
          <li key={film.contentKey}>
            <button type="button" class="first-film" onClick={() => setChosen(film)}>
              <span class="still">
                {film.posterUrl && <img src={film.posterUrl} alt="" loading="lazy" width="160" height="90" />}
                {film.durationMs !== null && <span class="mono time">{length(film.durationMs)}</span>}
              </span>
              <span class="recent-name">{film.title}</span>
            </button>
          </li>
        ))}
      </ul>
      {(films.data?.length ?? 0) >= SHOWN && <p><a href="/library">{words.library}</a></p>}
      {chosen && <NewWorkspace item={chosen} onClose={() => setChosen(null)} />}
    </>
  );
}

async function firstFilms(signal: AbortSignal): Promise<readonly MediaItem[]> {
  const found: MediaItem[] = [];
  for (const source of await api.get<Source[]>('/api/sources', undefined, signal)) {
    if (found.length >= SHOWN) break;
    found.push(...await api.get<MediaItem[]>(`/api/sources/${source.id}/libraries/root/items`, { limit: SHOWN - found.length, sort: '-added' }, signal));
  }
  return found;
}
