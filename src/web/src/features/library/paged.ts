// A list of any length of which only the parts that are looked at are fetched.
import { signal } from '@preact/signals';
import { asApiError, isAborted, type ApiError, type Page } from '../../platform/api';

export type Fetch<T> = (offset: number, limit: number, signal: AbortSignal) => Promise<Page<T>>;

const BLOCK = 60;
const KEPT = 60;

export class PagedList<T> {
  /** Null until the first answer. */
  readonly total = signal<number | null>(null);
  readonly degraded = signal(false);
  readonly error = signal<ApiError | null>(null);
  /** Counts what has come, so that it is drawn. */
  readonly version = signal(0);
  // In the order of their last use.
  readonly #blocks = new Map<number, readonly T[]>();
  readonly #asked = new Map<number, AbortController>();

  constructor(private readonly fetch: Fetch<T>) {
    void this.#ask(0);
  }

  at(index: number): T | undefined {
    return this.#blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK];
  }

  /** Fetches what is missing of [first, end); requests for parts that are out of sight are given up. */
  show(first: number, end: number): void {
    const [from, to] = [Math.floor(first / BLOCK), Math.floor(Math.max(first, end - 1) / BLOCK)];
    for (const [block, stop] of this.#asked) {
      if (block >= from && block <= to || block === 0 && this.total.value === null) continue;
      this.#asked.delete(block);
      stop.abort();
    }
    for (let block = from; block <= to; block++) void this.#ask(block);
  }

  retry(): void {
    this.error.value = null;
    void this.#ask(0);
  }

  stop(): void {
    for (const stop of this.#asked.values()) stop.abort();
    this.#asked.clear();
  }

  async #ask(block: number): Promise<void> {
    const known = this.#blocks.get(block);
    if (known) {
      this.#blocks.delete(block);
      this.#blocks.set(block, known);
      return;
    }
    if (this.#asked.has(block)) return;
    const stop = new AbortController();
    this.#asked.set(block, stop);
    try {
      const page = await this.fetch(block * BLOCK, BLOCK, stop.signal);
      if (stop.signal.aborted) return;
      this.#blocks.set(block, page.items);
      for (const old of this.#blocks.keys()) if (this.#blocks.size > KEPT) this.#blocks.delete(old);
      this.total.value = page.total;
      this.degraded.value = page.degraded;
      this.error.value = null;
      this.version.value++;
    } catch (error) {
      if (!isAborted(error) && !stop.signal.aborted) this.error.value = asApiError(error);
    } finally {
      if (this.#asked.get(block) === stop) this.#asked.delete(block);
    }
  }
}
