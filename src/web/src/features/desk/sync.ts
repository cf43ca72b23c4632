// How a picture that plays is kept in step with the deck: by its speed, which nobody sees, and not by jumps, which everybody sees.

const IN_STEP_MS = 4;
const CATCH_UP_MS = 700;
const MOST = 0.12;

/** The speed at which a picture that is `offMs` ahead (behind where negative) comes into step with a deck at `speed`. */
export function rateFor(offMs: number, speed: number): number {
  if (Math.abs(offMs) < IN_STEP_MS) return speed;
  const by = Math.max(-MOST, Math.min(MOST, -offMs / CATCH_UP_MS));
  return speed * (1 + Math.round(by * 200) / 200);
}
