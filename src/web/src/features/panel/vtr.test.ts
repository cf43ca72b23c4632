import { describe, expect, it } from 'vitest';
import { lampOf, countdown, remaining, type Vtr } from './vtr';

const vtr = (change: Partial<Vtr>): Vtr => ({ state: 'empty', positionMs: 0, remainingMs: 8_000, onAir: false, atServerMs: 1_000, outputs: [], rollId: 1, ...change });

describe('the player on a panel', () => {
  it('is red on air, green where it stands ready', () => {
    expect([vtr({}), vtr({ state: 'cued' }), vtr({ state: 'rolling' }), vtr({ state: 'rolling', onAir: true }), vtr({ state: 'held' })].map(lampOf))
      .toEqual(['off', 'green', 'green', 'red', 'amber']);
  });
  it('counts down while it rolls only, and not below nothing', () => {
    expect([remaining(vtr({ state: 'rolling' }), 3_500), remaining(vtr({ state: 'cued' }), 3_500), remaining(vtr({ state: 'rolling' }), 99_000), remaining(vtr({ state: 'rolling' }), 500)])
      .toEqual([5_500, 8_000, 0, 8_000]);
  });
  it('shows tenths in the last ten seconds and never nothing too early', () => {
    expect([61_000, 60_001, 10_000, 9_900, 9_801, 1, 0].map(countdown)).toEqual(['1:01', '1:01', '0:10', '9.9', '9.9', '0.1', '0.0']);
  });
});
