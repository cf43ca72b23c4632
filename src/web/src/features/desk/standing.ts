// What the video does while the deck stands: which frames it decodes, and when, so that the next step finds its picture ready. The screen
// meanwhile shows the frame that is wanted, laid over; so the video may run past it and need not stop in time.

export interface Standing {
  /** The frame that the deck stands on. */
  readonly wanted: number;
  readonly frames: number;
  /** The frame that the video has; null while nobody knows. */
  readonly onVideo: number | null;
  /** The wanted frame is on the screen. */
  readonly shown: boolean;
  /** Which way the last steps went; 0 after a jump. */
  readonly heading: -1 | 0 | 1;
  /** Since the deck stands on this frame, ms. */
  readonly restedMs: number;
  /** Between this step and the one before, ms; Infinity where there was none. */
  readonly everyMs: number;
  /** How long a seek takes here, ms. */
  readonly seekMs: number;
  /** How long a run takes from frame to frame, ms. */
  readonly passMs: number;
  /** Frames that lie ready without a gap behind the wanted one, and before it. */
  readonly ahead: number;
  readonly behind: number;
  readonly running: boolean;
  /** The browser tells which frame a picture is of, so the video may run and be read. */
  readonly canRun: boolean;
  /** The video was sent away already for the neighbours of the wanted frame. */
  readonly filled: boolean;
}

export type Move = 'stay' | 'run' | 'halt' | 'seek' | 'seek-end' | 'seek-before';

/** Frames kept ready in the direction of the steps; fetched from where fewer than `LOW` are left. */
export const READY = 16;
const LOW = 10;
/** More of those before: the video has to be sent back for them, and the last one it comes to is the first that is needed. */
export const BLOCK = 24;
const LOW_BEFORE = 26;
/** As far before the wanted frame as it may run. */
export const REACH = LOW_BEFORE + BLOCK + 4;
const SOON_MS = 1500;
const HOME_AFTER_MS = 600;
// Who stops somewhere often steps from there; who plays on does so sooner.
const PREPARE_FROM_MS = 300;
// What it costs to begin a run.
const START_MS = 70;
const CLOSE = 8;

/** The next thing to do with a video that is not seeking. */
export function nextMove(s: Standing): Move {
  // Frames that the video lacks to the wanted one; negative where it is past it.
  const lead = s.onVideo === null ? Infinity : s.wanted - s.onVideo;
  const runs = s.canRun && lead <= REACH;
  if (s.running && !s.shown && (lead < 0 || !runIsSooner(s, lead))) return 'seek'; // it has missed it, or is far
  if (s.running) return runs && (s.onVideo ?? 0) < s.frames - 1 && goesOn(s, lead) ? 'stay' : 'halt';
  if (lead === 0 && !s.shown) return 'stay'; // it is about to be looked at
  if (!s.shown) return runs && lead > 0 && runIsSooner(s, lead) ? 'run' : 'seek';
  const move = s.canRun ? prepare(s, lead, runs) : 'stay';
  return move === 'stay' && lead !== 0 && s.restedMs > HOME_AFTER_MS ? 'seek' : move;
}

function runIsSooner(s: Standing, lead: number): boolean {
  // Steps that come faster than seeks would never see the end of one.
  if (s.everyMs < s.seekMs && lead <= CLOSE) return true;
  return s.running ? s.passMs * (lead - 0.5) < 1.5 * s.seekMs : START_MS + s.passMs * lead < s.seekMs;
}

function goesOn(s: Standing, lead: number): boolean {
  if (!s.shown) return true;
  if (s.heading < 0 || (s.heading === 0 && lead > 0)) return lead > s.behind;
  // A gap that the steps will soon come to is filled first.
  const gap = -lead > s.ahead + 1 && s.ahead < LOW / 2 && !s.filled;
  return -lead < READY && !gap;
}

function prepare(s: Standing, lead: number, runs: boolean): Move {
  if (s.restedMs >= SOON_MS) return 'stay';
  if (s.heading > 0) return forStepsOn(s, lead, runs);
  if (s.heading < 0) return forStepsBack(s, lead, runs);
  if (s.restedMs < PREPARE_FROM_MS) return 'stay';
  const on = forStepsOn(s, lead, runs);
  return on === 'stay' ? forStepsBack(s, lead, runs) : on;
}

function forStepsOn(s: Standing, lead: number, runs: boolean): Move {
  if (s.ahead >= LOW || s.wanted + s.ahead >= s.frames - 1) return 'stay';
  if (runs && -lead <= s.ahead) return 'run';
  return s.filled ? 'stay' : 'seek-end';
}

function forStepsBack(s: Standing, lead: number, runs: boolean): Move {
  if (s.behind >= LOW_BEFORE || s.wanted - s.behind <= 0) return 'stay';
  if (runs && lead > s.behind) return 'run';
  return s.filled ? 'stay' : 'seek-before';
}
