import { describe, expect, it } from 'vitest';
import { PagedList } from '../../parts/paged';
import type { Clip } from '../../platform/records';
import { SeenClips } from './seenClips';

describe('the clips that are seen', () => {
  it('are those whose delete does not wait, without a hole', async () => {
    const items = Array.from({ length: 10 }, (_, i) => ({ id: `c${i}` }) as Clip);
    const list = new PagedList<Clip>(() => Promise.resolve({ items, total: 500, degraded: false }));
    await new Promise((done) => { setTimeout(done, 0); });
    const seen = new SeenClips(list, new Set(['c4', 'c2', 'c3', 'long gone']));
    expect(seen.total).toBe(497);
    expect([0, 1, 2, 3].map((i) => seen.at(i)?.id)).toEqual(['c0', 'c1', 'c5', 'c6']);
    expect(['c1', 'c3', 'c6', 'long gone'].map((id) => seen.find(id))).toEqual([1, null, 3, null]);
    expect([{ id: 'c6', index: 5 }, { id: 'c6', index: 3 }, { id: 'long gone', index: 4 }, { id: null, index: 2 }].map((spot) => seen.now(spot))).toEqual([3, 3, 4, 2]);
    expect([seen.spot(3), seen.spot(300)]).toEqual([{ id: 'c6', index: 3 }, { id: null, index: 300 }]);
  });
});
