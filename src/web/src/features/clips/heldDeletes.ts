// A delete waits a few seconds here before the box hears of it, so that it can be taken back; the box itself has no way back.
import { signal } from '@preact/signals';

export const HELD_MS = 6_000;

type Clock = (ms: number, act: () => void) => () => void;
const browserClock: Clock = (ms, act) => {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
};

export class HeldDeletes {
  /** What is to be seen no more. */
  readonly hidden = signal<ReadonlySet<string>>(new Set());
  readonly #waiting = new Map<string, { stop: () => void; run: () => void }>();

  constructor(private readonly after: Clock = browserClock) {}

  /** Hides at once and deletes later; what fails is seen again. */
  hold(id: string, run: () => Promise<unknown>, failed: (error: unknown) => void): void {
    if (this.hidden.value.has(id)) return;
    this.hidden.value = new Set([...this.hidden.value, id]);
    const act = (): void => {
      this.#waiting.delete(id);
      run().catch((error: unknown) => {
        this.#show(id);
        failed(error);
      });
    };
    this.#waiting.set(id, { stop: this.after(HELD_MS, act), run: act });
  }

  /** Takes a delete back; false where it is too late. */
  undo(id: string): boolean {
    const waiting = this.#waiting.get(id);
    if (!waiting) return false;
    waiting.stop();
    this.#waiting.delete(id);
    this.#show(id);
    return true;
  }

  /** Whoever leaves the page meant it. */
  flush(): void {
    for (const { stop, run } of [...this.#waiting.values()]) {
      stop();
      run();
    }
  }

  #show(id: string): void {
    this.hidden.value = new Set([...this.hidden.value].filter((other) => other !== id));
  }
}
