import { describe, expect, it, vi } from 'vitest';
import { PagedList } from './paged';

const settled = (): Promise<void> => new Promise((done) => { setTimeout(done, 0); });

function many(total: number) {
  const fetch = vi.fn(async (offset: number, limit: number, stop: AbortSignal) => {
    await Promise.resolve();
    stop.throwIfAborted();
    return { items: Array.from({ length: Math.min(limit, total - offset) }, (_, i) => offset + i), total, degraded: false };
  });
  return { fetch, list: new PagedList(fetch) };
}

describe('a paged list', () => {
  it('fetches only what is looked at, once', async () => {
    const { fetch, list } = many(100_000);
    await settled();
    list.show(50_000, 50_050);
    list.show(50_000, 50_050);
    await settled();
    list.show(50_000, 50_050);
    expect(list.total.value).toBe(100_000);
    expect([list.at(0), list.at(50_049), list.at(60)]).toEqual([0, 50_049, undefined]);
    expect(fetch).toHaveBeenCalledTimes(3);
  });
  it('gives up what has gone out of sight before it came', async () => {
    const { fetch, list } = many(100_000);
    await settled();
    for (let at = 600; at < 60_000; at += 600) list.show(at, at + 20);
    await settled();
    const aborted = fetch.mock.calls.filter(([, , stop]) => stop.aborted).length;
    expect(aborted).toBeGreaterThan(90);
    expect(list.at(59_400)).toBe(59_400);
    expect(list.at(1_200)).toBeUndefined();
  });
  it('keeps the length while an old request is overtaken', async () => {
    const { list } = many(10);
    list.show(500, 520);
    await settled();
    expect(list.total.value).toBe(10);
  });
});
