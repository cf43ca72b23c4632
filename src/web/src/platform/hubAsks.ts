// What was asked of the hub and is not answered yet.
import { signal, type Signal } from '@preact/signals';
import { ApiError, type ErrorCode } from './api';
import type { AskOptions, Frame } from './hubFrames';

export interface Ask {
  readonly id: string;
  readonly text: string;
  readonly options: AskOptions;
  readonly resolve: (data: never) => void;
  readonly reject: (error: ApiError) => void;
  sent: boolean;
}

export class Asks {
  /** Those that are kept over a break. */
  readonly kept: Signal<number> = signal(0);
  #ids = 0;
  readonly #open = new Map<string, Ask>();

  /** Puts one on the list, and gives it to be sent. */
  add<T>(type: string, data: unknown, options: AskOptions, send: (ask: Ask) => void): Promise<T> {
    const id = `${++this.#ids}`;
    const text = JSON.stringify({ type, id, workspaceId: options.workspaceId, data });
    return new Promise<T>((resolve, reject) => {
      const ask: Ask = { id, text, options, resolve, reject, sent: false };
      this.#open.set(id, ask);
      this.#count();
      send(ask);
    });
  }

  /** Hears a frame that may be an answer. */
  hear(frame: Frame): void {
    if (frame.id === undefined) return;
    if (frame.type === 'error') {
      const { code, message, details } = frame.data as { code: ErrorCode; message: string; details?: unknown };
      this.#close(String(frame.id), (ask) => ask.reject(new ApiError(code, message, details)));
    } else {
      this.#close(String(frame.id), (ask) => ask.resolve(frame.data as never));
    }
  }

  /** The connection has come back: what had arrived before the break is done, the rest is given to be sent again. */
  again(send: (ask: Ask) => void): void {
    for (const ask of [...this.#open.values()]) {
      if (ask.sent && ask.options.landed?.()) this.#close(ask.id, (done) => done.resolve(undefined as never));
      else send(ask);
    }
  }

  /** Fails all, or those that are not kept. */
  fail(message: string, alsoKept: boolean): void {
    for (const ask of [...this.#open.values()])
      if (alsoKept || !ask.options.keep) this.#close(ask.id, (lost) => lost.reject(new ApiError('NETWORK', message)));
  }

  #close(id: string, act: (ask: Ask) => void): void {
    const ask = this.#open.get(id);
    if (!ask) return;
    this.#open.delete(id);
    this.#count();
    act(ask);
  }

  #count(): void {
    let kept = 0;
    for (const ask of this.#open.values()) if (ask.options.keep) kept++;
    this.kept.value = kept;
  }
}
