// Which clips are shown, and where they lie on the share.
import type { Clip, Share } from '../../platform/records';

export type StateChoice = 'all' | 'complete' | 'working' | 'error' | 'kept';

export interface Filter {
  readonly text: string;
  readonly state: StateChoice;
}

export function fits(clip: Clip, { text, state }: Filter): boolean {
  const stateFits = {
    all: true,
    complete: clip.state === 'complete',
    working: clip.state === 'queued' || clip.state === 'processing',
    error: clip.state === 'error' || clip.state === 'cancelled',
    kept: clip.keep,
  }[state];
  if (!stateFits) return false;
  const said = `${clip.number} ${clip.name ?? ''} ${clip.label} ${clip.fileName ?? ''}`.toLocaleLowerCase();
  return text.toLocaleLowerCase().split(/\s+/).every((word) => said.includes(word));
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
