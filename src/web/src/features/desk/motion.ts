// How a deck moves: an anchor and a speed. Where it is at any instant is arithmetic, the same as the box's DeckMotion; nothing counts ticks.
import { frameAt, frameCount, type Rate } from '../../platform/timecode';
import type { DeckState } from './types';

export interface Motion {
  readonly rate: Rate;
  /** How many frames there are, 1 or more. */
  readonly frames: number;
  /** The frame that came on the picture at `atMs`. */
  readonly frame: number;
  /** The box's clock, Unix time in ms. */
  readonly atMs: number;
  /** Times normal speed; 0 stands. */
  readonly speed: number;
}

/** Fastest shuttle of the box. */
export const FASTEST = 64;

export const motionOf = (deck: DeckState): Motion => ({
  rate: deck.frameRate,
  frames: frameCount(deck.durationMs, deck.frameRate),
  frame: deck.positionFrame,
  atMs: deck.atServerMs,
  speed: deck.speed,
});

export const still = (motion: Motion, frame: number, atMs: number): Motion => ({ ...motion, frame: clampFrame(motion, frame), atMs, speed: 0 });

/** The same place at another speed. */
export const atSpeed = (motion: Motion, speed: number, atMs: number): Motion =>
  ({ ...motion, frame: frameOf(motion, atMs), atMs, speed: Math.max(-FASTEST, Math.min(FASTEST, speed)) });

/** To a frame; what moves, moves on from there. */
export const sought = (motion: Motion, frame: number, atMs: number): Motion => ({ ...motion, frame: clampFrame(motion, frame), atMs });

export const clampFrame = (motion: Motion, frame: number): number => Math.max(0, Math.min(motion.frames - 1, Math.round(frame)));

/** Position in frames with the part of the frame that has passed. */
export function exactAt(motion: Motion, serverMs: number): number {
  if (motion.speed === 0) return motion.frame;
  const moved = (Math.max(0, serverMs - motion.atMs) * motion.speed * motion.rate.num) / (motion.rate.den * 1000);
  // Backwards a frame is entered from its end.
  const from = motion.speed > 0 ? motion.frame : motion.frame + 1 - 1e-6;
  return Math.max(0, Math.min(motion.frames - 1e-6, from + moved));
}

/** The frame on the picture at an instant. */
export const frameOf = (motion: Motion, serverMs: number): number => Math.floor(exactAt(motion, serverMs) + 1e-9);

/** True once it has come to the end that it moves to. */
export function ended(motion: Motion, serverMs: number): boolean {
  const at = exactAt(motion, serverMs);
  return motion.speed > 0 ? at >= motion.frames - 1 : motion.speed < 0 && at <= 0;
}

/** The instant at which a frame was in the middle of its time on the picture; a mark of what someone saw. Null while it stands. */
export function instantOf(motion: Motion, frame: number): number | null {
  if (motion.speed === 0) return null;
  const from = motion.speed > 0 ? motion.frame : motion.frame + 1;
  return motion.atMs + ((frame + 0.5 - from) * motion.rate.den * 1000) / (motion.rate.num * motion.speed);
}

/** The next speed of J and L: each press in the same direction is faster, the other direction begins anew. */
export function nextSpeed(now: number, direction: 1 | -1): number {
  if (Math.sign(now) !== direction || now === 0) return direction;
  const steps = [0.1, 0.25, 0.5, 1, 2, 4, 8, 16, 32, FASTEST];
  const faster = steps.find((s) => s > Math.abs(now) + 1e-9) ?? FASTEST;
  return direction * faster;
}

/** A slower speed, for shift with J and L. */
export function slower(now: number): number {
  const steps = [1, 0.75, 0.5, 0.33, 0.25, 0.1];
  const less = steps.find((s) => s < Math.abs(now) - 1e-9) ?? 0.1;
  return (now < 0 ? -1 : 1) * less;
}

/** The frame of a place in ms on this deck. */
export const frameOfMs = (motion: Motion, ms: number): number => clampFrame(motion, frameAt(Math.round(ms), motion.rate));
