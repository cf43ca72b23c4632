// What goes over the hub's line, see docs/hub.md.
import type { ApiError } from './api';

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

/** What the client needs of the world; tests bring their own. */
export interface World {
  socket(): WebSocket;
  now(): number;
  after(ms: number, act: () => void): () => void;
  random(): number;
}

/** The world of a browser's page. */
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
