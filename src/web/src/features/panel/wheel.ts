// A wheel without stops under a finger: arithmetic only.

/** As on a desk: about 25 frames a turn. */
export const NOTCHES = 25;
const NOTCH = (2 * Math.PI) / NOTCHES;

/** Where a finger is on the wheel, in radians. */
export const angleOf = (x: number, y: number): number => Math.atan2(y, x);

/** From one angle to another by the shorter way, clockwise positive. */
export function turned(from: number, to: number): number {
  const turn = (to - from) % (2 * Math.PI);
  return turn > Math.PI ? turn - 2 * Math.PI : turn < -Math.PI ? turn + 2 * Math.PI : turn;
}

/** Turns a wheel: whole notches that are passed now, the rest waits for more. */
export class Wheel {
  /** How far it is turned in all, in radians. */
  angle = 0;
  #rest = 0;

  /** A new touch owes nothing of the old one. */
  settle(): void {
    this.#rest = 0;
  }

  turn(by: number): number {
    this.angle += by;
    this.#rest += by;
    const notches = Math.trunc(this.#rest / NOTCH + Math.sign(this.#rest) * 1e-9);
    this.#rest -= notches * NOTCH;
    return notches;
  }
}
