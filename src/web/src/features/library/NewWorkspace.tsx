import { useState } from 'preact/hooks';
import { Button, CheckField, Choice, Dialog, ErrorBox, TextField } from '../../parts';
import { api, ApiError, asApiError } from '../../platform/api';
import type { MediaItem, Workspace } from '../../platform/records';
import { go } from '../../platform/router';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { length, size } from '../../platform/words';
import { placeOf } from './placeOf';

const words = texts.library.make;
type Handles = keyof typeof words.handleOptions;

/** Makes a workspace on a film, or goes to one that is there already. */
export function NewWorkspace({ item, onClose }: { readonly item: MediaItem; readonly onClose: () => void }) {
  const [title, setTitle] = useState(item.title);
  const [description, setDescription] = useState('');
  const [autoCut, setAutoCut] = useState(true);
  const [handles, setHandles] = useState<Handles>('0');
  const [at, setAt] = useState('');
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const rooms = useLoad((signal) => api.get<Workspace[]>('/api/workspaces', { limit: 500 }, signal)).data?.filter((w) => w.contentKey === item.contentKey);
  const make = async (): Promise<void> => {
    const ms = placeOf(at);
    if (ms === null || (item.durationMs !== null && ms >= item.durationMs && ms > 0)) {
      setError(new ApiError('VALIDATION_ERROR', words.atWrong, [{ field: 'at', message: words.atWrong }]));
      return;
    }
    setBusy(true);
    setError(null);
    try {
      const made = await api.post<Workspace>('/api/workspaces', { title, description, contentKey: item.contentKey, autoCut, handlesMs: Number(handles) });
      if (ms > 0) await api.post(`/api/workspaces/${made.id}/deck`, { command: 'seek', ms });
      go(`/w/${made.id}`);
    } catch (e) {
      setError(asApiError(e));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={words.title} onClose={onClose}
      foot={<><Button onClick={onClose}>{texts.app.cancel}</Button><Button kind="main" busy={busy} disabled={item.fault !== null} onClick={() => void make()}>{words.act}</Button></>}
    >
      <div class="make-head">
        {item.posterUrl && <img src={item.posterUrl} alt="" width="160" height="90" />}
        <div>
          <h3>{item.title}</h3>
          <p class="hint">{[item.durationMs === null ? '' : length(item.durationMs), size(item.sizeBytes), item.folder].filter(Boolean).join(' · ')}</p>
        </div>
      </div>
      {item.fault !== null && <p class="fault">{words.faulty(item.fault)}</p>}
      {rooms !== undefined && rooms.length > 0 && (
        <div class="make-there">
          <h3>{words.on}</h3>
          <ul>{rooms.map((room) => <li key={room.id}><a href={`/w/${room.id}`}>{room.title}</a></li>)}</ul>
        </div>
      )}
      <form class="make-form" onSubmit={(event) => { event.preventDefault(); void make(); }}>
        <TextField label={words.name} name="title" error={error} value={title} onInput={setTitle} required autoFocus maxLength={200} />
        <TextField label={words.description} name="description" error={error} value={description} onInput={setDescription} maxLength={4000} />
        <div class="pair">
          <Choice label={words.handles} name="handlesMs" error={error} value={handles} options={Object.entries(words.handleOptions) as [Handles, string][]} onChange={setHandles} hint={words.handlesHint} />
          <TextField label={words.at} name="at" error={error} value={at} onInput={setAt} placeholder="0:00:00" inputMode="text" hint={words.atHint} />
        </div>
        <CheckField label={words.autoCut} checked={autoCut} onChange={setAutoCut} />
        <button type="submit" class="hidden" tabIndex={-1} aria-hidden="true" />
        <ErrorBox error={error} fields={['title', 'description', 'handlesMs', 'at']} />
      </form>
    </Dialog>
  );
}
