import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Hub } from '../../platform/hub';
import { Talk } from './talk';
import type { ChatMessage } from './types';

const said = (n: number, bookmarkId: string | null = null): ChatMessage => ({
  id: `m${n}`, text: `${n}`, user: { id: 'ann', name: 'Ann' }, createdAt: new Date(n).toISOString(), bookmarkId, bookmarkNumber: bookmarkId ? 1 : null, replyTo: null,
  quote: null, mentions: [],
});

// The box with 180 messages, each tenth about a bookmark; lists are the newest first.
const all = Array.from({ length: 180 }, (_, i) => said(179 - i, (179 - i) % 10 === 0 ? 'b1' : null));
const asked: string[] = [];

function talk(): Talk {
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address);
    const query = new URL(address, 'http://box').searchParams;
    const list = query.has('bookmarkId') ? all.filter((m) => m.bookmarkId === query.get('bookmarkId')) : all;
    const from = Number(query.get('offset') ?? 0);
    return Promise.resolve(Response.json({ data: list.slice(from, from + Number(query.get('limit'))), meta: { pagination: { total: list.length } } }));
  });
  const made = new Talk('w', { id: 'ben', name: 'Ben' }, {} as Hub);
  made.snapshot(all.slice(0, 50), [{ bookmarkId: 'b1', bookmarkNumber: 1, messageCount: 18 }]);
  return made;
}

describe('what is said', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    asked.length = 0;
  });

  it('goes back until the message that is wanted is there, and no further', async () => {
    const one = talk();
    await one.reach(new Set(['m40']));
    expect(asked).toHaveLength(1);
    expect(one.messages.value.map((m) => m.id)).toEqual(all.slice(0, 150).reverse().map((m) => m.id));
    await one.reach(new Set(['none']));
    expect(one.messages.value).toHaveLength(180);
    expect(one.hasOlder.value).toBe(false);
    expect(asked).toHaveLength(2);
  });

  it('has a thread whole, with what is said while it is read', async () => {
    const one = talk();
    const opened = one.open('b1');
    expect(one.thread.value).toHaveLength(5);
    one.hear(said(200, 'b1'));
    await opened;
    expect(one.thread.value?.map((m) => m.id)).toEqual([...all.filter((m) => m.bookmarkId === 'b1').map((m) => m.id).reverse(), 'm200']);
    expect(one.counts.value.get('b1')).toBe(19);
    await one.open(null);
    expect(one.thread.value).toBeNull();
  });

  it('counts what comes from others, and hears nothing twice', () => {
    const one = talk();
    one.hear(said(201));
    one.hear(said(201));
    expect([one.unread.value, one.messages.value.length]).toEqual([1, 51]);
  });
});
