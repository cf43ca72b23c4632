import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOTCHES, turned, Wheel } from './wheel';

describe('the wheel', () => {
  it('goes the shorter way over its seam', () => {
    expect(turned(3.1, -3.1)).toBeCloseTo(0.0832, 3);
    expect(turned(-3.1, 3.1)).toBeCloseTo(-0.0832, 3);
  });
  it('gives as many notches for a turn however it is turned', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0.001, max: 0.5, noNaN: true }), { minLength: 1, maxLength: 60 }), (steps) => {
      const wheel = new Wheel();
      const notches = steps.reduce((sum, by) => sum + wheel.turn(by), 0);
      const exact = (steps.reduce((a, b) => a + b, 0) / (2 * Math.PI)) * NOTCHES;
      return Math.abs(notches - exact) <= 1;
    }));
  });
  it('keeps nothing of an old touch for a new one', () => {
    const wheel = new Wheel();
    wheel.turn(1.4 * (2 * Math.PI) / NOTCHES);
    wheel.settle();
    expect(wheel.turn(-(2 * Math.PI) / NOTCHES)).toBe(-1);
  });
  it('gives back what it took', () => {
    const wheel = new Wheel();
    const there = Array.from({ length: 100 }, () => wheel.turn(2 * Math.PI / 100)).reduce((a, b) => a + b, 0);
    const back = Array.from({ length: 100 }, () => wheel.turn(-2 * Math.PI / 100)).reduce((a, b) => a + b, 0);
    expect([there, back]).toEqual([25, -25]);
  });
});
