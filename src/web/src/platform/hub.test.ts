import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from './api';
import { Hub, type Frame, type RoomListener, type World } from './hub';

/** A box that says what the test wants. */
class FakeSocket {
  readyState = 0;
  sent: Frame[] = [];
  onopen?: () => void;
  onmessage?: (message: { data: string }) => void;
  onclose?: (gone: { code: number }) => void;
  send(text: string) { this.sent.push(JSON.parse(text) as Frame); }
  close() { this.drop(1000); }
  drop(code: number) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
  say(frame: Partial<Frame>) { this.onmessage?.({ data: JSON.stringify(frame) }); }
  last(type: string): Frame {
    const found = this.sent.findLast((f) => f.type === type);
    if (!found) throw new Error(`no ${type} was sent`);
    return found;
  }
}

const sockets: FakeSocket[] = [];
let now = 0;
let timers: { at: number; act: () => void }[] = [];

const world: World = {
  socket: () => {
    const socket = new FakeSocket();
    sockets.push(socket);
    return socket as unknown as WebSocket;
  },
  now: () => now,
  after: (ms, act) => {
    const timer = { at: now + ms, act };
    timers.push(timer);
    return () => { timers = timers.filter((t) => t !== timer); };
  },
  random: () => 0.5,
};

function pass(ms: number): void {
  const end = now + ms;
  for (;;) {
    const next = timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
    if (!next) break;
    timers = timers.filter((t) => t !== next);
    now = Math.max(now, next.at);
    next.act();
  }
  now = end;
}

const socket = (): FakeSocket => sockets.at(-1) as FakeSocket;

async function settle(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

/** Opens the newest socket; the box answers the join with what `joined` says, then the barrier. */
async function open(joined?: unknown, missed: Partial<Frame>[] = []): Promise<void> {
  socket().readyState = 1;
  socket().onopen?.();
  socket().say({ type: 'welcome', data: { connectionId: 'c', user: {}, serverTimeMs: 5000 } });
  if (joined) {
    socket().say({ type: 'joined', id: socket().last('join').id, workspaceId: 'w', data: joined });
    for (const frame of missed) socket().say({ workspaceId: 'w', ...frame });
  }
  await settle();
  const barrier = socket().sent.findLast((f) => f.type === 'ping' && f.id !== undefined);
  if (barrier) socket().say({ type: 'pong', id: barrier.id, data: { t0: now, serverTimeMs: 5000 } });
  await settle();
}

beforeEach(() => {
  sockets.length = 0;
  timers = [];
  now = 1000;
});

function room() {
  const heard: unknown[] = [];
  const listener: RoomListener = {
    snapshot: (s) => heard.push(s),
    frame: (f) => heard.push(f.data),
    refused: (e) => heard.push(e.code),
  };
  return { heard, listener };
}

describe('the hub', () => {
  it('joins, hears the snapshot, then each event once', async () => {
    const hub = new Hub(world);
    const { heard, listener } = room();
    hub.join('w', listener);
    hub.open();
    await open({ seq: 7, snapshot: { a: 1 } });
    expect(hub.state.value).toBe('open');

    socket().say({ type: 'bookmark_created', workspaceId: 'w', seq: 8, data: 'one' });
    socket().say({ type: 'bookmark_created', workspaceId: 'w', seq: 8, data: 'one' });
    socket().say({ type: 'presence', workspaceId: 'w', data: 'who' });
    socket().say({ type: 'bookmark_created', workspaceId: 'other', seq: 9, data: 'not mine' });
    expect(heard).toEqual([{ a: 1 }, 'one', 'who']);
  });

  it('comes back with the last number it heard and gets what it missed', async () => {
    const hub = new Hub(world);
    const { heard, listener } = room();
    hub.join('w', listener);
    hub.open();
    await open({ seq: 7, snapshot: {} });
    socket().say({ type: 'x', workspaceId: 'w', seq: 8, data: 'eight' });
    socket().drop(1006);
    expect(hub.state.value).toBe('lost');

    pass(200);
    await open({ seq: 10 }, [{ type: 'x', seq: 9, data: 'nine' }, { type: 'x', seq: 10, data: 'ten' }]);
    expect(socket().last('join').data).toEqual({ workspaceId: 'w', sinceSeq: 8 });
    expect(heard).toEqual([{}, 'eight', 'nine', 'ten']);
  });

  it('keeps an edit over a break and sends it when it is back', async () => {
    const hub = new Hub(world);
    hub.join('w', room().listener);
    hub.open();
    await open({ seq: 1, snapshot: {} });
    const saved = hub.ask('bookmark_update', { id: 'b' }, { keep: true });
    const id = socket().last('bookmark_update').id;
    socket().drop(1006);
    expect(hub.unanswered.value).toBe(1);
    const typed = hub.ask('bookmark_update', { id: 'c' }, { keep: true });

    pass(200);
    await open({ seq: 1 });
    const again = socket().sent.filter((f) => f.type === 'bookmark_update');
    expect(again.map((f) => f.data)).toEqual([{ id: 'b' }, { id: 'c' }]);
    expect(again[0]?.id).toBe(id);
    for (const frame of again) socket().say({ type: 'ack', id: frame.id, data: frame.data });
    await expect(saved).resolves.toEqual({ id: 'b' });
    await expect(typed).resolves.toEqual({ id: 'c' });
    expect(hub.unanswered.value).toBe(0);
  });

  it('does not send again what the missed events show to have arrived', async () => {
    const hub = new Hub(world);
    const { heard, listener } = room();
    hub.join('w', listener);
    hub.open();
    await open({ seq: 1, snapshot: {} });
    const said = hub.ask('chat_message', { text: 'hello' }, { keep: true, landed: () => heard.includes('hello') });
    socket().drop(1006);

    pass(200);
    await open({ seq: 2 }, [{ type: 'chat_message', seq: 2, data: 'hello' }]);
    expect(socket().sent.some((f) => f.type === 'chat_message')).toBe(false);
    await expect(said).resolves.toBeUndefined();
  });

  it('never sends a command late: without a connection it fails at once', async () => {
    const hub = new Hub(world);
    hub.open();
    await expect(hub.ask('deck_command', { command: 'play' })).rejects.toMatchObject({ code: 'NETWORK' });
    await open();
    const play = hub.ask('deck_command', { command: 'play' });
    socket().drop(1006);
    await expect(play).rejects.toMatchObject({ code: 'NETWORK' });
  });

  it('makes a refusal an ApiError with its details', async () => {
    const hub = new Hub(world);
    hub.open();
    await open();
    const update = hub.ask('bookmark_update', {});
    socket().say({ type: 'error', id: socket().last('bookmark_update').id, data: { code: 'CONFLICT', message: 'No.', details: { current: 1 } } });
    const error = await update.catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code: 'CONFLICT', message: 'No.', details: { current: 1 } });
  });

  it('asks for the session before it comes back from a sign-in that ended', async () => {
    const hub = new Hub(world);
    hub.onSignedOut = vi.fn(async () => false);
    hub.open();
    await open();
    const kept = hub.ask('bookmark_update', {}, { keep: true });
    socket().drop(4001);
    await expect(kept).rejects.toMatchObject({ code: 'NETWORK' });
    expect(hub.state.value).toBe('out');
    expect(hub.onSignedOut).toHaveBeenCalledOnce();
  });

  it('waits longer with each failure, but never longer than five seconds', async () => {
    const hub = new Hub(world);
    hub.open();
    for (let i = 0; i < 12; i++) {
      socket().drop(1006);
      await settle();
      const made = sockets.length;
      pass(5001);
      expect(sockets.length).toBe(made + 1);
    }
  });

  it('drops a line on which nothing comes any more', async () => {
    const hub = new Hub(world);
    hub.open();
    await open();
    const dead = socket();
    pass(17_000);
    expect(sockets.length).toBeGreaterThan(1);
    expect(dead.readyState).toBe(3);
  });

  it('tells a room that may not be entered, and stays in the others', async () => {
    const hub = new Hub(world);
    const { heard, listener } = room();
    hub.join('w', listener);
    hub.open();
    socket().readyState = 1;
    socket().onopen?.();
    socket().say({ type: 'error', id: socket().last('join').id, data: { code: 'NOT_FOUND', message: 'There is no such workspace.' } });
    await settle();
    expect(heard).toEqual(['NOT_FOUND']);
    expect(hub.state.value).toBe('open');
  });

  it('enters a room that was asked for while the connection was just being opened', async () => {
    const hub = new Hub(world);
    const { heard, listener } = room();
    hub.open();
    socket().readyState = 1;
    socket().onopen?.();
    hub.join('w', listener);
    socket().say({ type: 'joined', id: socket().last('join').id, workspaceId: 'w', data: { seq: 1, snapshot: { a: 1 } } });
    await settle();
    expect(heard).toEqual([{ a: 1 }]);
    expect(socket().sent.filter((f) => f.type === 'join')).toHaveLength(1);
  });

  it('learns the clock of the box from the quickest exchange', async () => {
    const hub = new Hub(world);
    hub.open();
    await open();
    hub.clock.forget();
    now = 2000;
    socket().say({ type: 'pong', data: { t0: 1900, serverTimeMs: 99_000 } });
    now = 3000;
    socket().say({ type: 'pong', data: { t0: 2996, serverTimeMs: 100_000 } });
    expect(hub.clock.serverNow()).toBe(100_002);
    expect(hub.clock.error).toBe(2);
  });
});
