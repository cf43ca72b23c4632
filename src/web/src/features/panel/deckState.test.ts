import { describe, expect, it } from 'vitest';
import { markLamp, positionAt, timecodeAt, type Deck } from './deckState';

const deck: Deck = { rev: 1, contentKey: 'film', state: 'paused', speed: 0, positionMs: 2_000, atServerMs: 10_000, durationMs: 60_000, frameRate: { num: 25, den: 1 } };

describe('the deck on a panel', () => {
  it('goes on while it moves, and stays within the film', () => {
    expect(positionAt(deck, 99_000)).toBe(2_000);
    expect(positionAt({ ...deck, state: 'playing', speed: 1 }, 11_000)).toBe(3_000);
    expect(positionAt({ ...deck, state: 'shuttling', speed: -4 }, 11_000)).toBe(0);
    expect(positionAt({ ...deck, state: 'playing', speed: 1 }, 999_000)).toBe(59_960);
    expect(timecodeAt({ ...deck, frameRate: { num: 30000, den: 1001 } }, 60_060, null)).toBe('00:01:00;02');
    expect(timecodeAt(deck, 2_040, null)).toBe('00:00:02:01');
  });
  it('lights IN red on its own picture, green elsewhere', () => {
    expect([markLamp(deck, undefined, 2_000), markLamp(deck, 2_000, 2_000), markLamp(deck, 1_000, 2_000), markLamp(null, 2_000, 0)]).toEqual(['off', 'red', 'green', 'off']);
  });
});
