// What clips are asked of the box for, and where they lie on the share.
import type { Clip, Share } from '../../platform/records';

export type StateChoice = 'all' | 'complete' | 'working' | 'failed' | 'kept' | 'passing';

export interface Filter {
  readonly workspaceId: string;
  readonly search: string;
  readonly state: StateChoice;
  readonly mode: string;
}

export const NO_FILTER: Filter = { workspaceId: '', search: '', state: 'all', mode: '' };

/** A filter as the API takes it. */
export function queryOf({ workspaceId, search, state, mode }: Filter): Record<string, string | number | boolean | undefined> {
  const kept = state === 'kept' ? true : state === 'passing' ? false : undefined;
  return { workspaceId, search: search.trim(), state: kept === undefined && state !== 'all' ? state : undefined, keep: kept, mode };
}

/** What people call a clip. */
export const titleOf = (clip: Clip): string => clip.name || clip.label || clip.fileName || `#${clip.number}`;

/** A clip's path for Windows and its address for everyone else. */
export function placesOf(clip: Clip, share: Share): { windows: string; others: string } | null {
  if (clip.path === null) return null;
  return {
    windows: `${share.path}\\${clip.path.replaceAll('/', '\\')}`,
    others: `${share.address}/${clip.path.split('/').map(encodeURIComponent).join('/')}`,
  };
}
