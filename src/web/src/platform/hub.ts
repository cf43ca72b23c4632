// The hub's client, see docs/hub.md: one WebSocket that comes back by itself, rooms that lose no event, and edits that wait for their answer.
import { signal, type Signal } from '@preact/signals';
import { ApiError, type ErrorCode } from './api';
import { BoxClock } from './clock';

export interface Frame {
  readonly type: string;
  readonly id?: string | number;
  readonly workspaceId?: string;
  readonly data: unknown;
  readonly timestamp?: string;
  readonly seq?: number;
}

/** connecting: not yet. open: live. lost: trying again. out: the sign-in has ended. */
export type HubState = 'connecting' | 'open' | 'lost' | 'out';

/** Hears a room. `snapshot` replaces all that was known; frames come in order, none twice. */
export interface RoomListener {
  snapshot(snapshot: Record<string, unknown>): void;
  frame(frame: Frame): void;
  /** The room may not be entered (any more). */
  refused?(error: ApiError): void;
}

export interface AskOptions {
  readonly workspaceId?: string;
  /** Kept over a break of the connection and sent again; else it fails with NETWORK at the break. */
  readonly keep?: boolean;
  /** Asked before something kept is sent again: true when the missed events show that it had arrived. */
  readonly landed?: () => boolean;
}

interface Pending {
  readonly id: string;
  readonly text: string;
  readonly options: AskOptions;
  readonly resolve: (data: never) => void;
  readonly reject: (error: ApiError) => void;
  sent: boolean;
}

interface Room {
  readonly listener: RoomListener;
  seq: number | null;
  /** The connection on which it was entered. */
  on: WebSocket | null;
}

/** What the client needs of the world; tests bring their own. */
export interface World {
  socket(): WebSocket;
  now(): number;
  after(ms: number, act: () => void): () => void;
  random(): number;
}

const QUIET_LIMIT_MS = 12_000;
const PING_EVERY_MS = 4_000;
const LONGEST_WAIT_MS = 4_000;
const SIGNED_OUT = 4001;

export class Hub {
  readonly state: Signal<HubState> = signal('connecting');
  readonly connectionId: Signal<string | null> = signal(null);
  /** Edits that are not answered yet. */
  readonly unanswered: Signal<number> = signal(0);
  readonly clock: BoxClock;

  /** Asked when the sign-in has ended (4001): true to come back. */
  onSignedOut: () => Promise<boolean> = async () => false;

  #socket: WebSocket | null = null;
  #tries = 0;
  #ids = 0;
  #heardAt = 0;
  #closed = false;
  #stopTimer: () => void = () => undefined;
  readonly #pending = new Map<string, Pending>();
  readonly #rooms = new Map<string, Room>();
  readonly #listeners = new Map<string, Set<(frame: Frame) => void>>();

  constructor(private readonly world: World) {
    this.clock = new BoxClock(() => world.now());
  }

  open(): void {
    this.#closed = false;
    if (!this.#socket) this.#connect();
  }

  close(): void {
    this.#closed = true;
    this.#stopTimer();
    this.#socket?.close(1000);
    this.#failAll('The page has left the box.');
  }

  /** Enters a room and stays in it over breaks; returns how to leave. */
  join(workspaceId: string, listener: RoomListener): () => void {
    const room: Room = { listener, seq: null, on: null };
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
    const id = `${++this.#ids}`;
    const text = JSON.stringify({ type, id, workspaceId: options.workspaceId, data });
    return new Promise<T>((resolve, reject) => {
      const pending: Pending = { id, text, options, resolve, reject, sent: false };
      if (this.state.value !== 'open' && !options.keep) {
        reject(lost());
        return;
      }
      this.#pending.set(id, pending);
      this.#count();
      if (this.state.value === 'open') this.#transmit(pending);
    });
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
    for (const pending of [...this.#pending.values()]) {
      if (pending.sent && pending.options.landed?.()) this.#answer(pending.id, (p) => p.resolve(undefined as never));
      else this.#transmit(pending);
    }
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
    const id = `${++this.#ids}`;
    return new Promise((resolve, reject) => {
      const pending: Pending = { id, text: JSON.stringify({ type, id, workspaceId, data }), options: {}, resolve, reject, sent: true };
      this.#pending.set(id, pending);
      this.#socket?.send(pending.text);
    });
  }

  #transmit(pending: Pending): void {
    if (!this.#isOpen) return;
    pending.sent = true;
    this.#socket?.send(pending.text);
  }

  #hear(frame: Frame): void {
    if (frame.type === 'pong') this.clock.learn(frame.data as { t0: number; serverTimeMs: number });
    if (frame.type === 'welcome') {
      const { connectionId, serverTimeMs } = frame.data as { connectionId: string; serverTimeMs: number };
      this.connectionId.value = connectionId;
      this.clock.guess(serverTimeMs);
    }
    const room = frame.workspaceId === undefined ? undefined : this.#rooms.get(frame.workspaceId);
    if (room) this.#hearRoom(room, frame);
    for (const listener of this.#listeners.get(frame.type) ?? []) listener(frame);
    if (frame.id === undefined) return;
    if (frame.type === 'error') {
      const { code, message, details } = frame.data as { code: ErrorCode; message: string; details?: unknown };
      this.#answer(String(frame.id), (pending) => pending.reject(new ApiError(code, message, details)));
    } else {
      this.#answer(String(frame.id), (pending) => pending.resolve(frame.data as never));
    }
  }

  #hearRoom(room: Room, frame: Frame): void {
    if (frame.type === 'joined') {
      const { seq, snapshot } = frame.data as { seq: number; snapshot?: Record<string, unknown> };
      // Without a snapshot the missed events follow, up to seq.
      if (snapshot) {
        room.seq = seq;
        room.listener.snapshot(snapshot);
      }
      return;
    }
    if (frame.seq !== undefined) {
      if (room.seq !== null && frame.seq <= room.seq) return;
      room.seq = frame.seq;
    }
    if (frame.type !== 'ack' && frame.type !== 'error') room.listener.frame(frame);
  }

  #answer(id: string, act: (pending: Pending) => void): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    this.#pending.delete(id);
    this.#count();
    act(pending);
  }

  async #gone(code: number): Promise<void> {
    this.#socket = null;
    this.#stopTimer();
    this.connectionId.value = null;
    for (const pending of [...this.#pending.values()])
      if (!pending.options.keep) this.#answer(pending.id, (p) => p.reject(lost()));
    if (this.#closed) return;
    if (code === SIGNED_OUT && !(await this.onSignedOut())) {
      this.state.value = 'out';
      this.#failAll('The sign-in has ended. Sign in again; what you typed last was not kept.');
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

  #failAll(message: string): void {
    for (const pending of [...this.#pending.values()]) this.#answer(pending.id, (p) => p.reject(new ApiError('NETWORK', message)));
  }

  #count(): void {
    let kept = 0;
    for (const pending of this.#pending.values()) if (pending.options.keep) kept++;
    this.unanswered.value = kept;
  }
}

const lost = (): ApiError => new ApiError('NETWORK', 'There is no connection to the box just now; it is being tried again. Press again when it is back.');

/** The hub of this page. */
export function browserWorld(): World {
  return {
    socket: () => new WebSocket(new URL('/hub', location.href.replace(/^http/, 'ws'))),
    now: () => performance.now(),
    after: (ms, act) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
    random: Math.random,
  };
}
