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
  it('takes a second look in at once, keeps what did not change, and forgets what lies elsewhere where something did', async () => {
    const items = Array.from({ length: 300 }, (_, i) => ({ id: i }));
    const list = new PagedList(async (offset: number, limit: number) => {
      await Promise.resolve();
      return { items: structuredClone(items.slice(offset, offset + limit)), total: items.length, degraded: false };
    }, 130);
    await settled();
    list.show(130, 190);
    await settled();
    const [before, drawn] = [list.at(150), list.version.value];
    await list.look(130, 190);
    expect([list.at(150), list.version.value]).toEqual([before, drawn]);
    items.unshift({ id: -1 });
    await list.look(130, 190);
    expect(list.at(151)).toBe(before);
    expect(list.find((item) => item.id === 150)).toBe(151);
    expect([list.total.value, list.at(100)]).toEqual([301, undefined]);
    list.put({ id: 150, name: 'new' } as { id: number }, (item) => item.id === 150);
    expect(list.at(151)).toEqual({ id: 150, name: 'new' });
  });
});
