// The bookmarks of a room as this page shows them: what the box says, with this page's own edits on top until they are answered.
import { signal, computed } from '@preact/signals';
import type { Bookmark, BookmarkChange, BookmarkClip } from './types';

export type SortKey = 'number' | 'label' | 'in' | 'out' | 'length' | 'rating' | 'author' | 'clip';

export interface View {
  readonly search: string;
  readonly sort: SortKey;
  readonly descending: boolean;
  /** Only those with this colour, rating or more, clip state, or author. */
  readonly colour: string | null;
  readonly rating: number;
  readonly clip: 'all' | 'ready' | 'open' | 'failed';
  readonly authorId: string | null;
}

export const ALL: View = { search: '', sort: 'in', descending: false, colour: null, rating: 0, clip: 'all', authorId: null };

export class Marks {
  /** Counts the changes; whoever reads the bookmarks depends on it. */
  readonly version = signal(0);
  readonly view = signal<View>(ALL);
  readonly selected = signal<ReadonlySet<string>>(new Set());
  /** The one that is open for editing, and whose frames stand beside the picture. */
  readonly current = signal<string | null>(null);

  readonly #known = new Map<string, Bookmark>();
  readonly #edits = new Map<string, { key: number; change: BookmarkChange }[]>();
  readonly #shown = new Map<string, Bookmark>();
  #keys = 0;

  /** As they are to be listed. */
  readonly list = computed(() => {
    this.version.value;
    return listed([...this.#shown.values()], this.view.value);
  });

  /** All, by IN: for the timeline. */
  readonly byTime = computed(() => {
    this.version.value;
    return [...this.#shown.values()].sort((a, b) => a.startFrame - b.startFrame || a.number - b.number);
  });

  get size(): number {
    this.version.value;
    return this.#shown.size;
  }

  /** As shown, with own edits. */
  get(id: string | null | undefined): Bookmark | undefined {
    this.version.value;
    return id === null || id === undefined ? undefined : this.#shown.get(id);
  }

  /** As the box knows it. */
  known(id: string): Bookmark | undefined {
    return this.#known.get(id);
  }

  replaceAll(marks: readonly Bookmark[]): void {
    const clips = new Map([...this.#known].map(([id, mark]) => [id, mark.clip]));
    this.#known.clear();
    this.#shown.clear();
    for (const mark of marks) this.#put(keepProgress(mark, clips.get(mark.id)));
    this.#changed();
  }

  /** More of them, or newer ones: an older revision never takes the place of a newer one. */
  put(...marks: readonly Bookmark[]): void {
    let changed = false;
    for (const mark of marks) {
      const known = this.#known.get(mark.id);
      if (known && known.rev > mark.rev) continue;
      this.#put(keepProgress(mark, known?.clip));
      changed = true;
    }
    if (changed) this.#changed();
  }

  remove(id: string): void {
    if (!this.#known.delete(id)) return;
    this.#shown.delete(id);
    if (this.selected.value.has(id)) this.selected.value = new Set([...this.selected.value].filter((s) => s !== id));
    if (this.current.value === id) this.current.value = null;
    this.#changed();
  }

  setClip(bookmarkId: string, change: (clip: BookmarkClip | null) => BookmarkClip | null): void {
    const mark = this.#known.get(bookmarkId);
    if (!mark) return;
    this.#put({ ...mark, clip: change(mark.clip) });
    this.#changed();
  }

  /** Shows an edit at once; call what is returned when it is answered. */
  overlay(id: string, change: BookmarkChange): () => void {
    const key = ++this.#keys;
    this.#edits.set(id, [...(this.#edits.get(id) ?? []), { key, change }]);
    this.#refresh(id);
    return () => {
      const rest = (this.#edits.get(id) ?? []).filter((edit) => edit.key !== key);
      if (rest.length > 0) this.#edits.set(id, rest);
      else this.#edits.delete(id);
      this.#refresh(id);
    };
  }

  #refresh(id: string): void {
    const known = this.#known.get(id);
    if (!known) return;
    this.#put(known);
    this.#changed();
  }

  #put(mark: Bookmark): void {
    this.#known.set(mark.id, mark);
    const edits = this.#edits.get(mark.id);
    this.#shown.set(mark.id, edits ? edits.reduce<Bookmark>((m, edit) => ({ ...m, ...edit.change }), mark) : mark);
  }

  #changed(): void {
    this.version.value++;
  }
}

/** Those of a view, in its order. */
export function listed(marks: Bookmark[], view: View): Bookmark[] {
  const words = view.search.toLowerCase().split(/\s+/).filter(Boolean);
  const kept = marks.filter((mark) => fits(mark, view, words));
  const way = view.descending ? -1 : 1;
  const by = ORDER[view.sort];
  return kept.sort((a, b) => way * by(a, b) || a.number - b.number);
}

function fits(mark: Bookmark, view: View, words: readonly string[]): boolean {
  if (view.colour !== null && mark.colour !== view.colour) return false;
  if (mark.rating < view.rating) return false;
  if (view.authorId !== null && mark.createdBy?.id !== view.authorId) return false;
  if (view.clip !== 'all' && clipKind(mark) !== view.clip) return false;
  if (words.length === 0) return true;
  const text = `${String(mark.number).padStart(3, '0')} ${mark.label} ${mark.publicNotes} ${mark.privateNotes} ${mark.tags.join(' ')} ${mark.createdBy?.name ?? ''}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

const clipKind = (mark: Bookmark): View['clip'] =>
  mark.clip?.state === 'complete' ? 'ready' : mark.clip?.state === 'error' ? 'failed' : 'open';

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const ORDER: Record<SortKey, (a: Bookmark, b: Bookmark) => number> = {
  number: (a, b) => a.number - b.number,
  label: (a, b) => text(a.label.toLowerCase(), b.label.toLowerCase()),
  in: (a, b) => a.startMs - b.startMs,
  out: (a, b) => a.endMs - b.endMs,
  length: (a, b) => a.endMs - a.startMs - (b.endMs - b.startMs),
  rating: (a, b) => a.rating - b.rating,
  author: (a, b) => text(a.createdBy?.name ?? '', b.createdBy?.name ?? ''),
  clip: (a, b) => text(a.clip?.state ?? '', b.clip?.state ?? ''),
};

// A job's progress comes on its own; an edit of the label shall not set it back.
function keepProgress(mark: Bookmark, clip: BookmarkClip | null | undefined): Bookmark {
  const same = mark.clip && clip && mark.clip.jobId === clip.jobId && mark.clip.state === clip.state && clip.progressPercent !== undefined;
  return same ? { ...mark, clip: { ...mark.clip!, progressPercent: clip.progressPercent } } : mark;
}
