// What one does with a clip, from its tile and from its window.
import { toast } from '../../parts';
import { api, asApiError } from '../../platform/api';
import { copy } from '../../platform/copy';
import type { Clip } from '../../platform/records';
import { texts } from '../../platform/texts';
import { titleOf } from './filter';
import { HeldDeletes } from './heldDeletes';

const words = texts.clips;

export const deletes = new HeldDeletes();
// Where the page goes away with the browser, the request goes on without it.
if (typeof addEventListener === 'function') addEventListener('pagehide', () => deletes.flush());

export function remove(clip: Clip): void {
  const name = titleOf(clip);
  deletes.hold(
    clip.id,
    () => fetch(`/api/clips/${clip.id}`, { method: 'DELETE', keepalive: true, credentials: 'same-origin' }).then(async (answer) => {
      if (!answer.ok && answer.status !== 404) throw new Error(((await answer.json()) as { error?: { message?: string } }).error?.message);
    }),
    (error) => toast({ text: words.deleteFailed(name, asApiError(error).message), kind: 'bad' }),
  );
  toast({ text: words.deleted(name), act: { label: texts.app.undo, run: () => { deletes.undo(clip.id); } } });
}

export const setKeep = (clip: Clip, keep: boolean): Promise<Clip> => api.put<Clip>(`/api/clips/${clip.id}`, { keep });

export async function copyPath(path: string): Promise<void> {
  toast(await copy(path) ? { text: words.copied, kind: 'good' } : { text: path });
}

/** What may be done, by the rights in the clip's workspace. */
export interface ClipRights {
  readonly edit: boolean;
  readonly remove: boolean;
  readonly download: boolean;
}

export const rightsOf = (permissions: readonly string[]): ClipRights => ({
  edit: permissions.includes('edit:bookmark'),
  remove: permissions.includes('delete:bookmark'),
  download: permissions.includes('download:clips'),
});
