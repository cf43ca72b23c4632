// The hub's client, see docs/hub.md: one WebSocket that comes back by itself, rooms that lose no event, and edits that wait for their answer.
import { signal, type Signal } from '@preact/signals';
import { ApiError } from './api';
import { BoxClock } from './clock';
import { Asks, type Ask } from './hubAsks';
import type { AskOptions, Frame, HubState, RoomListener, World } from './hubFrames';
import { Room } from './hubRoom';

export type { AskOptions, Frame, HubState, RoomListener, World } from './hubFrames';

const QUIET_LIMIT_MS = 12_000;
const PING_EVERY_MS = 4_000;
const LONGEST_WAIT_MS = 4_000;
const SIGNED_OUT = 4001;
const LOST = 'There is no connection to the box just now; it is being tried again. Press again when it is back.';

export class Hub {
  readonly state: Signal<HubState> = signal('connecting');
  readonly connectionId: Signal<string | null> = signal(null);
  /** Edits that are not answered yet. */
  readonly unanswered: Signal<number>;
  readonly clock: BoxClock;

  /** Asked when the sign-in has ended (4001): true to come back. */
  onSignedOut: () => Promise<boolean> = async () => false;

  #socket: WebSocket | null = null;
  #tries = 0;
  #heardAt = 0;
  #closed = false;
  #stopTimer: () => void = () => undefined;
  readonly #asks = new Asks();
  readonly #rooms = new Map<string, Room>();
  readonly #listeners = new Map<string, Set<(frame: Frame) => void>>();

  constructor(private readonly world: World) {
    this.clock = new BoxClock(() => world.now());
    this.unanswered = this.#asks.kept;
  }

  open(): void {
    this.#closed = false;
    if (!this.#socket) this.#connect();
  }

  close(): void {
    this.#closed = true;
    this.#stopTimer();
    this.#socket?.close(1000);
    this.#asks.fail('The page has left the box.', true);
  }

  /** Enters a room and stays in it over breaks; returns how to leave. */
  join(workspaceId: string, listener: RoomListener): () => void {
    const room = new Room(listener);
    this.#rooms.set(workspaceId, room);
    if (this.#isOpen) void this.#enter(workspaceId, room).catch(() => undefined);
    return () => {
      if (this.#rooms.get(workspaceId) !== room) return;
      this.#rooms.delete(workspaceId);
      this.tell('leave', {}, workspaceId);
    };
  }

  /** Hears frames of a type that belong to no room, or to any. */
  on(type: string, listener: (frame: Frame) => void): () => void {
    const set = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, set.add(listener));
    return () => set.delete(listener);
  }

  /** Sends something that is answered. Throws ApiError. */
  ask<T>(type: string, data: unknown, options: AskOptions = {}): Promise<T> {
    if (this.state.value !== 'open' && !options.keep) return Promise.reject(new ApiError('NETWORK', LOST));
    return this.#asks.add<T>(type, data, options, (ask) => { if (this.state.value === 'open') this.#transmit(ask); });
  }

  /** Sends something that nobody answers and nobody misses. */
  tell(type: string, data: unknown, workspaceId?: string): void {
    if (this.#isOpen) this.#socket?.send(JSON.stringify({ type, workspaceId, data }));
  }

  get #isOpen(): boolean {
    return this.#socket?.readyState === 1;
  }

  #connect(): void {
    const socket = this.world.socket();
    this.#socket = socket;
    this.#heardAt = this.world.now();
    socket.onopen = () => {
      this.clock.forget();
      for (let i = 0; i < 3; i++) this.#ping();
      this.#watch();
      void this.#opened(socket);
    };
    socket.onmessage = (message: MessageEvent<string>) => {
      this.#heardAt = this.world.now();
      this.#hear(JSON.parse(message.data) as Frame);
    };
    socket.onclose = (gone) => {
      if (this.#socket === socket) void this.#gone(gone.code);
    };
  }

  // Rooms first: what was missed is known before an edit is sent again.
  async #opened(socket: WebSocket): Promise<void> {
    try {
      await Promise.all([...this.#rooms].filter(([, room]) => room.on !== socket).map(([id, room]) => this.#enter(id, room)));
      await this.#askNow('ping', { t0: this.world.now() }); // behind the missed events, in order
    } catch {
      if (this.#socket !== socket || !this.#isOpen) return; // gone again; the next one tries
    }
    this.#tries = 0;
    this.state.value = 'open';
    this.#asks.again((ask) => this.#transmit(ask));
  }

  async #enter(workspaceId: string, room: Room): Promise<void> {
    room.on = this.#socket;
    try {
      await this.#askNow('join', { workspaceId, sinceSeq: room.seq ?? undefined }, workspaceId);
    } catch (error) {
      if (error instanceof ApiError && error.code !== 'NETWORK') room.listener.refused?.(error);
      throw error;
    }
  }

  // An own message of this connection: never kept.
  #askNow(type: string, data: unknown, workspaceId?: string): Promise<unknown> {
    return this.#asks.add(type, data, { workspaceId }, (ask) => this.#transmit(ask));
  }

  #transmit(ask: Ask): void {
    if (!this.#isOpen) return;
    ask.sent = true;
    this.#socket?.send(ask.text);
  }

  #hear(frame: Frame): void {
    if (frame.type === 'pong') this.clock.learn(frame.data as { t0: number; serverTimeMs: number });
    if (frame.type === 'welcome') {
      const { connectionId, serverTimeMs } = frame.data as { connectionId: string; serverTimeMs: number };
      this.connectionId.value = connectionId;
      this.clock.guess(serverTimeMs);
    }
    if (frame.workspaceId !== undefined) this.#rooms.get(frame.workspaceId)?.hear(frame);
    for (const listener of this.#listeners.get(frame.type) ?? []) listener(frame);
    this.#asks.hear(frame);
  }

  async #gone(code: number): Promise<void> {
    this.#socket = null;
    this.#stopTimer();
    this.connectionId.value = null;
    this.#asks.fail(LOST, false);
    if (this.#closed) return;
    if (code === SIGNED_OUT && !(await this.onSignedOut())) {
      this.state.value = 'out';
      this.#asks.fail('The sign-in has ended. Sign in again; what you typed last was not kept.', true);
      return;
    }
    this.state.value = 'lost';
    const wait = this.#tries === 0 ? 50 : Math.min(LONGEST_WAIT_MS, 200 * 2 ** this.#tries);
    this.#tries++;
    this.#stopTimer = this.world.after(wait * (0.75 + this.world.random() / 2), () => this.#connect());
  }

  // A cable that was pulled closes nothing: silence is what tells.
  #watch(): void {
    this.#stopTimer();
    this.#stopTimer = this.world.after(PING_EVERY_MS, () => {
      if (this.world.now() - this.#heardAt > QUIET_LIMIT_MS) {
        const dead = this.#socket;
        void this.#gone(0);
        dead?.close();
        return;
      }
      this.#ping();
      this.#watch();
    });
  }

  #ping(): void {
    this.tell('ping', { t0: this.world.now() });
  }
}
