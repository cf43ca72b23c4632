import { beforeEach, expect, it, vi } from 'vitest';
import { ApiError } from '../../platform/api';
import { BoxClock } from '../../platform/clock';
import type { Hub } from '../../platform/hub';
import { Room } from './room';
import { Transport } from './transport';
import type { DeckState } from './types';

const PAUSED: DeckState = {
  rev: 1, contentKey: 'c', state: 'paused', speed: 0, positionMs: 4000, positionFrame: 100, atServerMs: 1_000_000, durationMs: 60_000,
  frameRate: { num: 25, den: 1 }, followers: 1, lead: null,
};

interface Asked {
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly resolve: (data: unknown) => void;
  readonly reject: (error: unknown) => void;
}

let now = 1_000_000;
let asked: Asked[] = [];
let room: Room;
let transport: Transport;
let refused: ApiError[] = [];

beforeEach(() => {
  now = 1_000_000;
  asked = [];
  refused = [];
  const clock = new BoxClock(() => now);
  clock.guess(now);
  const hub = {
    clock,
    ask: (type: string, data: Record<string, unknown>) => new Promise((resolve, reject) => asked.push({ type, data, resolve, reject })),
    tell: () => undefined,
  } as unknown as Hub;
  room = new Room('w', { id: 'me', name: 'Me' }, hub);
  room.deck.value = PAUSED;
  transport = new Transport(room, clock);
  transport.onRefused = (error) => refused.push(error);
});

const settle = async (): Promise<void> => { for (let i = 0; i < 5; i++) await Promise.resolve(); };
const commands = (): unknown[] => asked.map((a) => a.data);

it('steps at once, names the place, and does not step twice when the box says so before it answers', async () => {
  transport.step(1);
  transport.step(1);
  expect(transport.frame()).toBe(102);
  expect(commands()).toEqual([{ command: 'seek', ms: 4040 }, { command: 'seek', ms: 4080 }]);

  room.takeDeck({ ...PAUSED, rev: 2, positionFrame: 101, positionMs: 4040 });
  expect(transport.frame()).toBe(102);
  room.takeDeck({ ...PAUSED, rev: 3, positionFrame: 102, positionMs: 4080 });
  for (const a of asked) a.resolve({ ...PAUSED, rev: 3, positionFrame: 102, positionMs: 4080 });
  await settle();
  expect(transport.frame()).toBe(102);
});

it('goes back to where the team is when the box refuses', async () => {
  transport.step(5);
  asked[0]?.reject(new ApiError('CONFLICT', 'Anna has the wheel; ask a producer for it.'));
  await settle();
  expect(transport.frame()).toBe(100);
  expect(refused.map((e) => e.message)).toEqual(['Anna has the wheel; ask a producer for it.']);
});

it('stands on the frame that was seen, not on the one where the deck has got to', () => {
  room.deck.value = { ...PAUSED, state: 'playing', speed: 1 };
  now += 1000;
  transport.shownFrame = () => 124;
  transport.pause();
  expect(transport.frame()).toBe(124);
  expect(commands()).toEqual([{ command: 'pause' }, { command: 'seek', ms: 4960 }]);
});

it('marks the frame that was seen, by the instant at which the deck showed it', () => {
  room.deck.value = { ...PAUSED, state: 'playing', speed: 1 };
  now += 1000;
  transport.shownFrame = () => 124;
  transport.markIn();
  expect(commands()).toEqual([{ command: 'mark-in', atServerMs: 1_000_000 + 24.5 * 40 }]);
  expect(transport.openMark.value).toEqual({ frame: 124, own: false });
});

it('waits with a mark of a picture that is ahead of the deck, and with all that comes after', async () => {
  vi.useFakeTimers();
  room.deck.value = { ...PAUSED, state: 'playing', speed: 1 };
  now += 1000;
  transport.shownFrame = () => 126;
  transport.markIn();
  transport.play();
  expect(asked).toEqual([]);
  await vi.advanceTimersByTimeAsync(70);
  expect(commands()).toEqual([{ command: 'mark-in', atServerMs: 1_001_060 }, { command: 'play' }]);
  vi.useRealTimers();
});

it('marks where it stands without an instant, as the last step may still be on its way', () => {
  transport.step(1);
  transport.markIn();
  expect(commands()).toEqual([{ command: 'seek', ms: 4040 }, { command: 'mark-in' }]);
});

it('keeps marks that are set without a connection', async () => {
  transport.markIn();
  asked[0]?.reject(new ApiError('NETWORK', 'No connection.'));
  await settle();
  expect(transport.openMark.value).toEqual({ frame: 100, own: true });
  transport.step(50);
  transport.markOut();
  expect(asked.at(-1)).toMatchObject({ type: 'bookmark_create', data: { workspaceId: 'w', startMs: 4000, endMs: 6000 } });
  expect(transport.openMark.value).toBeNull();
  expect(refused).toEqual([]);
});

it('moves alone when it is free, and nobody hears of it', () => {
  transport.follow(false);
  transport.step(25);
  transport.play();
  now += 1000;
  expect(transport.frame()).toBe(150);
  transport.markIn();
  transport.pause();
  transport.step(10);
  transport.markOut();
  expect(commands()).toEqual([{ workspaceId: 'w', startMs: 6000, endMs: 6400 }]);
  transport.follow(true);
  expect(transport.frame()).toBe(100);
});

it('makes the bookmark that was marked the open one', async () => {
  transport.markOut();
  asked[0]?.resolve({ ...PAUSED, rev: 4, bookmark: { id: 'b', number: 7, startFrame: 1, endFrame: 2, rev: 1 } });
  await settle();
  expect(room.marks.current.value).toBe('b');
  expect(room.marks.get('b')?.number).toBe(7);
});

it('ignores a state of the deck that is older than what it knows', () => {
  room.takeDeck({ ...PAUSED, rev: 9, positionFrame: 500 });
  room.takeDeck({ ...PAUSED, rev: 8, positionFrame: 3 });
  expect(transport.frame()).toBe(500);
});
