// A list of any length of which only the parts that are looked at are fetched.
import { signal } from '@preact/signals';
import { asApiError, isAborted, type ApiError, type Page } from '../platform/api';

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
  readonly #start: number;
  #looking: AbortController | null = null;

  /** Begins with what lies around the item `from`. */
  constructor(private readonly fetch: Fetch<T>, from = 0) {
    this.#start = Math.floor(from / BLOCK);
    void this.#ask(this.#start);
  }

  at(index: number): T | undefined {
    return this.#blocks.get(Math.floor(index / BLOCK))?.[index % BLOCK];
  }

  /** Where an item lies, of those that are here; null where it is not among them. */
  find(fits: (item: T) => boolean): number | null {
    for (const [block, items] of this.#blocks) {
      const at = items.findIndex(fits);
      if (at >= 0) return block * BLOCK + at;
    }
    return null;
  }

  /** Puts in what a change has just answered. */
  put(item: T, same: (other: T) => boolean): void {
    const at = this.find(same);
    if (at === null) return;
    const block = Math.floor(at / BLOCK);
    this.#blocks.set(block, (this.#blocks.get(block) ?? []).map((other) => (same(other) ? item : other)));
    this.version.value++;
  }

  /** Fetches what is missing of [first, end); requests for parts that are out of sight are given up. */
  show(first: number, end: number): void {
    const [from, to] = blocksOf(first, end);
    for (const [block, stop] of this.#asked) {
      if (block >= from && block <= to || block === this.#start && this.total.value === null) continue;
      this.#asked.delete(block);
      stop.abort();
    }
    for (let block = from; block <= to; block++) void this.#ask(block);
  }

  /** Asks again for [first, end) and takes the answers in at once, so that nothing is seen twice; where they differ, what lies elsewhere is forgotten. */
  async look(first: number, end: number): Promise<void> {
    if (this.#looking !== null || this.total.value === null) return;
    const stop = this.#looking = new AbortController();
    const [from, to] = blocksOf(first, end);
    try {
      const pages = await Promise.all(Array.from({ length: to - from + 1 }, (_, i) => this.fetch((from + i) * BLOCK, BLOCK, stop.signal)));
      if (!stop.signal.aborted) this.#take(from, pages);
    } catch (error) {
      if (!isAborted(error) && !stop.signal.aborted) this.error.value = asApiError(error);
    } finally {
      this.#looking = null;
    }
  }

  retry(): void {
    this.error.value = null;
    void this.#ask(this.#start);
  }

  stop(): void {
    for (const stop of this.#asked.values()) stop.abort();
    this.#asked.clear();
    this.#looking?.abort();
  }

  #take(from: number, pages: readonly Page<T>[]): void {
    const total = pages[0]?.total ?? 0;
    const changed = total !== this.total.value
      || pages.some((page, i) => this.#blocks.has(from + i) && JSON.stringify(page.items) !== JSON.stringify(this.#blocks.get(from + i)));
    this.error.value = null;
    if (!changed) return;
    // What was on its way is of the list as it was before.
    for (const stop of this.#asked.values()) stop.abort();
    this.#asked.clear();
    const known = new Map([...this.#blocks.values()].flat().map((item) => [JSON.stringify(item), item]));
    this.#blocks.clear();
    for (const [i, page] of pages.entries()) this.#blocks.set(from + i, page.items.map((item) => known.get(JSON.stringify(item)) ?? item));
    this.total.value = total;
    this.version.value++;
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

const blocksOf = (first: number, end: number): readonly [number, number] =>
  [Math.floor(Math.max(0, first) / BLOCK), Math.floor(Math.max(0, first, end - 1) / BLOCK)];
