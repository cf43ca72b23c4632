import { describe, expect, it } from 'vitest';
import { nextMove, READY, type Standing } from './standing';

const at = (change: Partial<Standing>): Standing => ({
  wanted: 100, frames: 1000, onVideo: 100, shown: true, heading: 0, restedMs: 10, ahead: 0, behind: 0, running: false, canRun: true, filled: false, ...change,
});

describe('a video that stands', () => {
  it('stays where it is when nobody steps', () => {
    expect(nextMove(at({}))).toBe('stay');
    expect(nextMove(at({ restedMs: 60_000 }))).toBe('stay');
  });

  it('runs to a frame a little ahead, and seeks one that is far or before', () => {
    expect(nextMove(at({ shown: false, onVideo: 99 }))).toBe('run');
    expect(nextMove(at({ shown: false, onVideo: 20 }))).toBe('seek');
    expect(nextMove(at({ shown: false, onVideo: 101 }))).toBe('seek');
    expect(nextMove(at({ shown: false, onVideo: null }))).toBe('seek');
  });

  it('seeks everything where no browser says which frame a picture is of', () => {
    expect(nextMove(at({ shown: false, onVideo: 99, canRun: false }))).toBe('seek');
    expect(nextMove(at({ heading: 1, canRun: false }))).toBe('stay');
  });

  it('runs on behind the cover until enough frames lie ready', () => {
    expect(nextMove(at({ running: true, heading: 1, onVideo: 104, ahead: 4 }))).toBe('stay');
    expect(nextMove(at({ running: true, heading: 1, onVideo: 100 + READY, ahead: READY }))).toBe('halt');
    expect(nextMove(at({ heading: 1, onVideo: 112, ahead: READY }))).toBe('stay');
    expect(nextMove(at({ heading: 1, onVideo: 103, ahead: 3 }))).toBe('run');
  });

  it('stops when it has passed the wanted frame without seeing it', () => {
    expect(nextMove(at({ running: true, shown: false, heading: 1, onVideo: 101 }))).toBe('halt');
    expect(nextMove(at({ running: true, shown: false, heading: 1, onVideo: 98 }))).toBe('stay');
  });

  it('goes back once for a gap among the frames ahead', () => {
    expect(nextMove(at({ heading: 1, onVideo: 112, ahead: 2 }))).toBe('seek-end');
    expect(nextMove(at({ heading: 1, onVideo: 112, ahead: 2, filled: true }))).toBe('stay');
  });

  it('fetches the frames before while the steps go back', () => {
    expect(nextMove(at({ heading: -1 }))).toBe('seek-before');
    expect(nextMove(at({ heading: -1, filled: true, onVideo: 88 }))).toBe('run');
    expect(nextMove(at({ heading: -1, running: true, onVideo: 95, behind: 0 }))).toBe('stay');
    expect(nextMove(at({ heading: -1, running: true, onVideo: 99, behind: 12 }))).toBe('halt');
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
