import { describe, expect, it } from 'vitest';
import { BLOCK, nextMove, READY, type Standing } from './standing';

const at = (change: Partial<Standing>): Standing => ({
  wanted: 100, frames: 1000, onVideo: 100, shown: true, heading: 0, restedMs: 10, ahead: 0, behind: 0, running: false, canRun: true, filled: false, everyMs: Infinity, seekMs: 50, passMs: 50, ...change,
});

describe('a video that stands', () => {
  it('stays where it is when nobody steps', () => {
    expect(nextMove(at({}))).toBe('stay');
    expect(nextMove(at({ restedMs: 60_000 }))).toBe('stay');
  });

  it('comes to a frame that is missing in the way that is sooner there', () => {
    expect(nextMove(at({ shown: false, onVideo: 99 }))).toBe('seek');
    expect(nextMove(at({ shown: false, onVideo: 99, seekMs: 300 }))).toBe('run');
    expect(nextMove(at({ shown: false, onVideo: 90, seekMs: 300 }))).toBe('seek');
    expect(nextMove(at({ shown: false, onVideo: 101, seekMs: 300 }))).toBe('seek');
    expect(nextMove(at({ shown: false, onVideo: null, seekMs: 300 }))).toBe('seek');
  });

  it('does not seek after steps that are faster than seeks', () => {
    expect(nextMove(at({ shown: false, onVideo: 98, everyMs: 33 }))).toBe('run');
    expect(nextMove(at({ shown: false, onVideo: 80, everyMs: 33 }))).toBe('seek');
  });

  it('seeks everything where no browser says which frame a picture is of', () => {
    expect(nextMove(at({ shown: false, onVideo: 99, seekMs: 300, canRun: false }))).toBe('seek');
    expect(nextMove(at({ heading: 1, canRun: false }))).toBe('stay');
  });

  it('runs on behind the cover until enough frames lie ready', () => {
    expect(nextMove(at({ running: true, heading: 1, onVideo: 104, ahead: 4 }))).toBe('stay');
    expect(nextMove(at({ running: true, heading: 1, onVideo: 100 + READY, ahead: READY }))).toBe('halt');
    expect(nextMove(at({ heading: 1, onVideo: 100 + READY, ahead: READY }))).toBe('stay');
    expect(nextMove(at({ heading: 1, onVideo: 103, ahead: 3 }))).toBe('run');
  });

  it('waits for a run that is about to come to the wanted frame, and for no other', () => {
    expect(nextMove(at({ running: true, shown: false, heading: 1, onVideo: 99 }))).toBe('stay');
    expect(nextMove(at({ running: true, shown: false, heading: -1, onVideo: 90 }))).toBe('seek');
    expect(nextMove(at({ running: true, shown: false, heading: 1, onVideo: 101 }))).toBe('seek'); // it has missed it
  });

  it('goes back once for a gap among the frames ahead, at once where the steps will soon be there', () => {
    expect(nextMove(at({ heading: 1, onVideo: 116, ahead: 2 }))).toBe('seek-end');
    expect(nextMove(at({ heading: 1, onVideo: 116, ahead: 2, filled: true }))).toBe('stay');
    expect(nextMove(at({ running: true, heading: 1, onVideo: 105, ahead: 2 }))).toBe('halt');
    expect(nextMove(at({ running: true, heading: 1, onVideo: 110, ahead: 7 }))).toBe('stay');
  });

  it('fetches the frames before while the steps go back, before the last ones are used up', () => {
    expect(nextMove(at({ heading: -1, behind: 25 }))).toBe('seek-before');
    expect(nextMove(at({ heading: -1, behind: 26 }))).toBe('stay');
    expect(nextMove(at({ heading: -1, behind: 25, filled: true, onVideo: 100 - 25 - BLOCK }))).toBe('run');
    expect(nextMove(at({ heading: -1, running: true, onVideo: 95, behind: 0 }))).toBe('stay');
    expect(nextMove(at({ heading: -1, running: true, onVideo: 99, behind: 12 }))).toBe('halt');
  });

  it('makes the neighbours ready of a frame on which somebody came to rest, first those ahead', () => {
    expect(nextMove(at({ restedMs: 200 }))).toBe('stay');
    expect(nextMove(at({ restedMs: 400 }))).toBe('run');
    expect(nextMove(at({ restedMs: 800, running: true, onVideo: 110, ahead: 10 }))).toBe('stay');
    expect(nextMove(at({ restedMs: 900, onVideo: 116, ahead: READY }))).toBe('seek-before');
    expect(nextMove(at({ restedMs: 900, onVideo: 76, ahead: READY, filled: true }))).toBe('run');
    expect(nextMove(at({ restedMs: 1200, running: true, onVideo: 90, ahead: READY, filled: true }))).toBe('stay');
    expect(nextMove(at({ restedMs: 1400, onVideo: 99, ahead: READY, behind: BLOCK, filled: true }))).toBe('seek'); // and home
  });

  it('never runs over the ends of the film', () => {
    expect(nextMove(at({ wanted: 999, onVideo: 999, heading: 1 }))).toBe('stay');
    expect(nextMove(at({ wanted: 998, onVideo: 999, heading: 1, running: true, ahead: 1 }))).toBe('halt');
    expect(nextMove(at({ wanted: 0, onVideo: 0, heading: -1 }))).toBe('stay');
  });

  it('comes back to the wanted frame when the steps have ended', () => {
    expect(nextMove(at({ heading: 1, onVideo: 112, ahead: READY, restedMs: 700 }))).toBe('seek');
  });
});
