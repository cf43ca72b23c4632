import { useEffect, useState } from 'preact/hooks';
import { EmptyState, ErrorBox, Spinner } from '../../parts';
import { api, asApiError, isAborted, type ApiError } from '../../platform/api';
import { texts } from '../../platform/texts';

interface Workspace {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly contentKey: string;
  readonly bookmarkCount: number;
}

export function Home() {
  const [list, setList] = useState<readonly Workspace[] | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    api.get<Workspace[]>('/api/workspaces', { limit: 100 }, stop.signal).then(setList, (e: unknown) => {
      if (!isAborted(e)) setError(asApiError(e));
    });
    return () => stop.abort();
  }, []);
  return (
    <div class="page home">
      <h1>{texts.home.title}</h1>
      <ErrorBox error={error} />
      {list === null && !error && <Spinner />}
      {list?.length === 0 && <EmptyState title={texts.home.none} hint={texts.home.noneHint} />}
      <ul class="rooms">
        {list?.map((room) => (
          <li key={room.id}>
            <a class="card room" href={`/w/${room.id}`}>
              <img src={`/api/media/${encodeURIComponent(room.contentKey)}/frame.jpg?ms=5000&height=180`} alt="" loading="lazy" width="320" height="180" />
              <h2>{room.title}</h2>
              <p class="hint">{texts.home.marks(room.bookmarkCount)}</p>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
