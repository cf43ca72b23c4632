// How a video that plays is held to the deck's clock: by its speed; by a jump only where it is far off.
import { rateFor } from './sync';

const JUMP_OVER_MS = 300;
const LOOKS = 7;

export class Pace {
  #errors: number[] = [];
  #leadMs = 60;

  /** How far ahead of the deck a jump aims, as it takes a while; ms. */
  get leadMs(): number {
    return this.#leadMs;
  }

  /** The middle of the last few, as single ones jump by a frame; ms ahead of the deck. */
  get offMs(): number {
    return [...this.#errors].sort((a, b) => a - b)[this.#errors.length >> 1] ?? 0;
  }

  reset(): void {
    this.#errors = [];
  }

  /** Takes what a frame was off when it was on the screen; the speed to go on with, 'jump', or null while too little is known. */
  look(offMs: number, speed: number): number | 'jump' | null {
    this.#errors.push(offMs);
    if (this.#errors.length > LOOKS) this.#errors.shift();
    if (this.#errors.length < 3) return null;
    const off = this.offMs;
    if (Math.abs(off) <= JUMP_OVER_MS) return rateFor(off, speed);
    this.#leadMs = Math.max(0, Math.min(800, this.#leadMs - off / 2));
    return 'jump';
  }
}
