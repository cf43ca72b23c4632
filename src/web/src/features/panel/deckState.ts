// The deck as a panel shows it.
import type { LampColour } from '../../parts';
import { frameAt, frameLength, type Rate } from '../../platform/timecode';
import { filmTimecode } from '../desk/parts';
import type { MediaDetails } from '../desk/types';

export interface Deck {
  readonly rev: number;
  readonly contentKey: string;
  readonly state: 'stopped' | 'paused' | 'playing' | 'shuttling';
  readonly speed: number;
  readonly positionMs: number;
  readonly atServerMs: number;
  readonly durationMs: number;
  readonly frameRate: Rate;
  readonly markInMs?: number;
  readonly markOutMs?: number;
}

/** Where the deck is at an instant of the box's clock, in ms. */
export function positionAt(deck: Deck, serverMs: number): number {
  const moved = deck.state === 'playing' || deck.state === 'shuttling' ? Math.max(0, serverMs - deck.atServerMs) * deck.speed : 0;
  return Math.min(Math.max(0, deck.positionMs + moved), Math.max(0, deck.durationMs - frameLength(deck.frameRate)));
}

/** Timecode as the film counts. */
export const timecodeAt = (deck: Deck, ms: number, media: MediaDetails | null): string => filmTimecode(frameAt(ms, deck.frameRate), deck.frameRate, media);

/** The lamp of IN or OUT: red where this very picture is the mark, green where there is one. */
export function markLamp(deck: Deck | null, mark: number | undefined, ms: number): LampColour {
  if (!deck || mark === undefined) return 'off';
  return deck.speed === 0 && frameAt(ms, deck.frameRate) === frameAt(mark, deck.frameRate) ? 'red' : 'green';
}
