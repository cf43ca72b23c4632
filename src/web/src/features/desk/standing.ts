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

/** Frames kept ready in the direction of the steps; more of those before, as the video has to be sent back for them. */
export const READY = 12;
export const READY_BEFORE = 24;
const REACH = READY_BEFORE + 4;
const SOON_MS = 1500;
const HOME_AFTER_MS = 600;

/** The next thing to do with a video that is not seeking. */
export function nextMove(s: Standing): Move {
  // Frames that the video lacks to the wanted one; negative where it is past it.
  const lead = s.onVideo === null ? Infinity : s.wanted - s.onVideo;
  const runs = s.canRun && lead <= REACH;
  if (s.running) return runs && (s.onVideo ?? 0) < s.frames - 1 && goesOn(s, lead) ? 'stay' : 'halt';
  if (lead === 0 && !s.shown) return 'stay'; // it is about to be looked at
  if (!s.shown) return runs && lead > 0 ? 'run' : 'seek';
  if (s.canRun && s.restedMs < SOON_MS && s.heading !== 0) {
    const move = s.heading > 0 ? forStepsOn(s, lead, runs) : forStepsBack(s, lead, runs);
    if (move !== 'stay') return move;
  }
  return lead !== 0 && s.restedMs > HOME_AFTER_MS ? 'seek' : 'stay';
}

// Past the wanted frame without having shown it, it has missed it.
const goesOn = (s: Standing, lead: number): boolean => (!s.shown ? lead >= 0 : s.heading < 0 ? lead > s.behind : -lead < READY);

function forStepsOn(s: Standing, lead: number, runs: boolean): Move {
  if (s.ahead >= READY / 2 || s.wanted + s.ahead >= s.frames - 1) return 'stay';
  if (runs && -lead <= s.ahead) return 'run';
  return s.filled ? 'stay' : 'seek-end';
}

function forStepsBack(s: Standing, lead: number, runs: boolean): Move {
  if (s.behind >= READY_BEFORE / 2 || s.wanted - s.behind <= 0) return 'stay';
  if (runs && lead > s.behind) return 'run';
  return s.filled ? 'stay' : 'seek-before';
}
