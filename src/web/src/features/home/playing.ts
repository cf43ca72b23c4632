// What plays at the Plex servers, as the hub tells it (docs/hub.md), and where it stands between two of a player's reports.

export interface Playing {
  readonly id: string;
  readonly contentKey: string;
  readonly title: string;
  readonly state: 'playing' | 'paused' | 'buffering';
  readonly user: string | null;
  readonly player: string | null;
  /** About where it was at `atServerMs`, by the box's clock. */
  readonly positionMs: number;
  readonly atServerMs: number;
  readonly durationMs: number | null;
}

export interface Board {
  readonly items: readonly Playing[];
  /** Why a server's sessions are missing. */
  readonly faults: readonly string[];
  /** How many servers I may ask; 0: this is nothing for me. */
  readonly servers: number;
}

/** A player that has said nothing for so long has most likely gone; the box reckons no further either. */
export const MOST_AHEAD_MS = 60_000;

/** About where it is now: on from where it was while it plays, never behind the end. */
export function aboutMs(playing: Playing, serverNowMs: number): number {
  const since = playing.state === 'playing' ? Math.min(Math.max(0, serverNowMs - playing.atServerMs), MOST_AHEAD_MS) : 0;
  return Math.min(playing.positionMs + since, playing.durationMs ?? Infinity);
}

export const LEAST_SECONDS = 1;
export const MOST_SECONDS = 600;

/** A length that the box takes, in s; null for anything else that was typed. */
export function secondsOf(typed: string): number | null {
  const seconds = Number(typed.trim().replace(',', '.'));
  return typed.trim() !== '' && seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS ? Math.round(seconds * 10) / 10 : null;
}
