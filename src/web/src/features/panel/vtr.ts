// The player as a panel shows it: its lamp, and how long it has still to run.
import type { LampColour } from '../../parts';

export interface Vtr {
  readonly state: 'empty' | 'cued' | 'rolling' | 'held';
  readonly clip?: { readonly id: string; readonly number: number; readonly label: string; readonly workspaceId: string };
  readonly positionMs: number;
  readonly remainingMs: number;
  readonly onAir: boolean;
  readonly atServerMs: number;
  readonly outputs: readonly { readonly id: string; readonly name: string; readonly state: string; readonly fault?: string | null }[];
  readonly rollId: number;
}

/** Red on air, green cued or rolling unseen, amber held, off empty. */
export function lampOf(vtr: Vtr): LampColour {
  if (vtr.onAir) return 'red';
  return vtr.state === 'empty' ? 'off' : vtr.state === 'held' ? 'amber' : 'green';
}

/** Ms to OUT at an instant of the box's clock; only what rolls gets shorter. */
export function remaining(vtr: Vtr, serverMs: number): number {
  return vtr.state === 'rolling' ? Math.max(0, vtr.remainingMs - Math.max(0, serverMs - vtr.atServerMs)) : vtr.remainingMs;
}

/** The countdown: whole seconds are rounded up, so that 1 stands until nothing is left; tenths in the last ten. */
export function countdown(ms: number): string {
  if (ms < 9_950) return (Math.ceil(ms / 100) / 10).toFixed(1);
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
