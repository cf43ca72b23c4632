import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { atSpeed, ended, exactAt, frameOf, instantOf, nextSpeed, slower, sought, still, type Motion } from './motion';

const film: Motion = { rate: { num: 30000, den: 1001 }, frames: 3000, frame: 100, atMs: 10_000, speed: 1 };

describe('a deck in motion', () => {
  it('is on the next frame exactly one frame later', () => {
    expect(frameOf(film, 10_000)).toBe(100);
    expect(frameOf(film, 10_033)).toBe(100);
    expect(frameOf(film, 10_034)).toBe(101);
    expect(frameOf(film, 10_000 + 1001)).toBe(130);
  });

  it('shows a frame for its whole length backwards too', () => {
    const back = { ...film, speed: -1 };
    expect(frameOf(back, 10_000)).toBe(100);
    expect(frameOf(back, 10_033)).toBe(100);
    expect(frameOf(back, 10_034)).toBe(99);
  });

  it('stops at both ends', () => {
    expect(frameOf(film, 1e9)).toBe(2999);
    expect(ended(film, 1e9)).toBe(true);
    expect(frameOf({ ...film, speed: -64 }, 1e9)).toBe(0);
    expect(ended({ ...film, speed: -64 }, 1e9)).toBe(true);
    expect(ended(film, 10_100)).toBe(false);
  });

  it('never goes before its anchor when the clocks are a little apart', () => {
    expect(exactAt(film, 9_990)).toBe(100);
  });

  it('knows the instant of every frame, at every speed', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2999 }), fc.constantFrom(0.1, 0.5, 1, 2, 16), (frame, speed) => {
      const motion = { ...film, frame: 0, speed };
      const at = instantOf(motion, frame);
      expect(at).not.toBeNull();
      expect(frameOf(motion, at ?? 0)).toBe(frame);
    }));
    fc.assert(fc.property(fc.integer({ min: 0, max: 2998 }), fc.constantFrom(-0.5, -1, -8), (frame, speed) => {
      const motion = { ...film, frame: 2999, speed };
      expect(frameOf(motion, instantOf(motion, frame) ?? 0)).toBe(frame);
    }));
    expect(instantOf(still(film, 7, 0), 7)).toBeNull();
  });

  it('keeps its place over a change of speed, and its speed over a seek', () => {
    const fast = atSpeed(film, 4, 10_500);
    expect(frameOf(fast, 10_500)).toBe(frameOf(film, 10_500));
    expect(sought(fast, 5, 11_000)).toMatchObject({ frame: 5, speed: 4 });
    expect(still(film, 99_999, 0).frame).toBe(2999);
    expect(atSpeed(film, 1000, 0).speed).toBe(64);
  });
});

describe('J K L', () => {
  it('goes faster with each press and turns round at once', () => {
    const presses = [1, 1, 1, -1, -1, 1] as const;
    const speeds: number[] = [];
    presses.reduce((now, direction) => {
      const next = nextSpeed(now, direction);
      speeds.push(next);
      return next;
    }, 0);
    expect(speeds).toEqual([1, 2, 4, -1, -2, 1]);
    expect(nextSpeed(64, 1)).toBe(64);
    expect(nextSpeed(0.5, 1)).toBe(1);
  });

  it('goes slower in the steps that operators use', () => {
    expect([1, 0.75, 0.5, 0.33, 0.25, 0.1, -1].map(slower)).toEqual([0.75, 0.5, 0.33, 0.25, 0.1, 0.1, -0.75]);
  });
});
