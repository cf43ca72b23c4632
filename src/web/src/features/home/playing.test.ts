import { describe, expect, it } from 'vitest';
import { aboutMs, secondsOf, type Playing } from './playing';

const film: Playing = { id: 's-7', contentKey: 'px', title: 'Derby', state: 'playing', user: 'Olivia', player: 'TV', positionMs: 10_000, atServerMs: 1_000, durationMs: 60_000 };

describe('where it stands', () => {
  it('goes on while it plays, for a minute at most and never behind the end', () => {
    expect(aboutMs(film, 3_500)).toBe(12_500);
    expect(aboutMs(film, 500)).toBe(10_000); // the clocks are not quite the same
    expect(aboutMs(film, 1e9)).toBe(60_000);
    expect(aboutMs({ ...film, durationMs: null }, 1e9)).toBe(70_000);
  });
  it('stays while it is paused or waits for the network', () => {
    expect(aboutMs({ ...film, state: 'paused' }, 9_000)).toBe(10_000);
    expect(aboutMs({ ...film, state: 'buffering' }, 9_000)).toBe(10_000);
  });
});

describe('the length that was typed', () => {
  it('is one from 1 s to 10 min', () => {
    expect(['15', ' 7,5 ', '600', '1'].map(secondsOf)).toEqual([15, 7.5, 600, 1]);
    expect(['', ' ', '0', '601', '-3', 'abc', 'Infinity'].map(secondsOf)).toEqual([null, null, null, null, null, null, null]);
  });
});
