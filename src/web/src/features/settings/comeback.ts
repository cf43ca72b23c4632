// Waits for a box that restarts.

/** asked: it makes ready. away: it is gone. back: it answers again. late: it has not come back for a minute, and is waited for on. */
export type Step = 'asked' | 'away' | 'back' | 'late';

const EVERY_MS = 300;
const LATE_MS = 60_000;
// A box that restarts faster than one looks is found by its sessions, which have ended.
const SIGNED_OUT = 401;

/** Tells each step as it comes; ends when the box is back. */
export async function comeback(
  onStep: (step: Step) => void,
  ask: () => Promise<number> = () => fetch('/api/auth/session', { cache: 'no-store' }).then((answer) => answer.status),
  wait: (ms: number) => Promise<void> = (ms) => new Promise((done) => { setTimeout(done, ms); }),
): Promise<void> {
  for (let waited = 0, away = false; ; waited += EVERY_MS) {
    await wait(EVERY_MS);
    const status = await ask().catch(() => 0);
    if (status === SIGNED_OUT || (away && status === 200)) break;
    if (status !== 200 && !away) {
      away = true;
      onStep('away');
    }
    if (waited === LATE_MS) onStep('late');
  }
  onStep('back');
}
