// The clips as the page shows them: without those whose delete waits.
import type { PagedList } from '../../parts/paged';
import type { Clip } from '../../platform/records';
import type { Spot } from './left';

export class SeenClips {
  // Where the hidden ones lie in the list, in order.
  readonly #gaps: readonly number[];

  constructor(private readonly list: PagedList<Clip>, hidden: ReadonlySet<string>) {
    this.#gaps = [...hidden].map((id) => list.find((clip) => clip.id === id)).filter((at) => at !== null).sort((a, b) => a - b);
  }

  /** Null until the first answer. */
  get total(): number | null {
    return this.list.total.value === null ? null : Math.max(0, this.list.total.value - this.#gaps.length);
  }

  at(index: number): Clip | undefined {
    return this.list.at(this.listed(index));
  }

  /** Where a clip is seen; null where it is hidden or not here. */
  find(id: string): number | null {
    const at = this.list.find((clip) => clip.id === id);
    return at === null || this.#gaps.includes(at) ? null : at - this.#gaps.filter((gap) => gap < at).length;
  }

  /** Where a clip is by now. */
  now({ id, index }: Spot): number {
    return id === null || this.at(index)?.id === id ? index : this.find(id) ?? index;
  }

  spot(index: number): Spot {
    return { id: this.at(index)?.id ?? null, index };
  }

  /** Where in the list lies what is seen at a place. */
  listed(index: number): number {
    let at = index;
    for (const gap of this.#gaps) if (gap <= at) at++;
    return at;
  }
}
