// A workspace as this page knows it: joined on the hub, with what people do in it.
import { batch, signal } from '@preact/signals';
import { api, ApiError, asApiError, isAborted } from '../../platform/api';
import type { Frame, Hub } from '../../platform/hub';
import { Marks } from './marks';
import { Talk } from './talk';
import type {
  Bookmark, BookmarkChange, ChatMessage, ChatThread, Clip, Cursor, CursorShown, DeckState, FieldClash, Job, PresentMember, Person, Typing, Workspace,
} from './types';

/** Two people changed the same; one of them has to choose. */
export interface Clash {
  readonly bookmark: Bookmark;
  readonly change: BookmarkChange;
  readonly clashes: readonly FieldClash[];
}

const PAGE = 500;

export class Room {
  readonly marks = new Marks();
  readonly workspace = signal<Workspace | null>(null);
  readonly deck = signal<DeckState | null>(null);
  readonly present = signal<readonly PresentMember[]>([]);
  readonly clips = signal<ReadonlyMap<string, Clip>>(new Map());
  readonly cursors = signal<ReadonlyMap<string, Cursor>>(new Map());
  readonly typing = signal<ReadonlyMap<string, Typing>>(new Map());
  /** Why the room can't be entered. */
  readonly refused = signal<ApiError | null>(null);
  readonly clash = signal<Clash | null>(null);
  readonly talk: Talk;

  /** A clip that this page saw being cut is whole, or failed. */
  onCut: (mark: Bookmark, fault: string | null) => void = () => undefined;

  #stop = new AbortController();
  #leave: () => void = () => undefined;

  constructor(readonly id: string, readonly me: Person, private readonly hub: Hub) {
    this.talk = new Talk(id, me, hub);
  }

  enter(): () => void {
    this.#leave = this.hub.join(this.id, {
      snapshot: (snapshot) => this.#snapshot(snapshot),
      frame: (frame) => this.#hear(frame),
      refused: (error) => { this.refused.value = error; },
    });
    const sweep = setInterval(() => this.#sweep(), 1000);
    return () => {
      clearInterval(sweep);
      this.#stop.abort();
      this.#leave();
    };
  }

  may(permission: string): boolean {
    return this.workspace.value?.permissions.includes(permission) === true;
  }

  mayEdit(mark: Bookmark): boolean {
    return this.may('edit:bookmark') && (this.workspace.value?.role === 'producer' || mark.createdBy?.id === this.me.id);
  }

  /** Held by somebody else. */
  isBarred(mark: Bookmark): boolean {
    return mark.lockedBy !== null && mark.lockedBy !== this.me.id;
  }

  /** Makes a bookmark; kept over a break of the connection. */
  create(wanted: { startMs: number; endMs: number; label?: string }): Promise<Bookmark | undefined> {
    const at = this.hub.clock.serverNow() - 1000;
    const landed = (): boolean => this.marks.byTime.value.some((mark) => mark.createdBy?.id === this.me.id
      && mark.startMs === wanted.startMs && mark.endMs === wanted.endMs && Date.parse(mark.createdAt) >= at);
    return this.hub.ask<Bookmark>('bookmark_create', { workspaceId: this.id, ...wanted }, { keep: true, landed });
  }

  /**
   * Changes a bookmark: shown at once, sent with the revision that it was made on. A clash opens the choice; any other refusal is thrown.
   * The bookmark as it stands then, or undefined.
   */
  async edit(id: string, change: BookmarkChange, rev = this.marks.known(id)?.rev ?? 0): Promise<Bookmark | undefined> {
    const done = this.marks.overlay(id, change);
    try {
      const mark = await this.hub.ask<Bookmark>('bookmark_update', { id, change: { rev, ...change } }, { keep: true });
      if (mark) this.marks.put(mark);
      return mark;
    } catch (error) {
      const refusal = asApiError(error);
      const details = refusal.details as { current?: Bookmark; clashes?: FieldClash[] } | undefined;
      if (details?.current) this.marks.put(details.current);
      if (refusal.code !== 'CONFLICT' || !details?.current || !details.clashes?.length) throw refusal;
      this.clash.value = { bookmark: details.current, change, clashes: details.clashes };
      return undefined;
    } finally {
      done();
    }
  }

  remove(id: string): Promise<void> {
    return this.hub.ask<void>('bookmark_delete', { id }, { keep: true, landed: () => this.marks.known(id) === undefined });
  }

  async lock(id: string, locked: boolean, takeOver = false): Promise<void> {
    this.marks.put(await this.hub.ask<Bookmark>('bookmark_lock', { id, locked, takeOver }));
  }

  undo(): Promise<{ undone: 'created' | 'changed' | 'deleted'; number: number }> {
    return this.hub.ask('bookmark_undo', {}, { workspaceId: this.id });
  }

  cut(id: string): Promise<unknown> {
    return api.post(`/api/bookmarks/${id}/clip`);
  }

  command(command: Record<string, unknown>): Promise<DeckState> {
    return this.hub.ask<DeckState>('deck_command', command, { workspaceId: this.id });
  }

  tell(type: 'cursor_position' | 'user_typing' | 'follow', data: unknown): void {
    this.hub.tell(type, data, this.id);
  }

  /** A newer state of the deck; an older one that comes late changes nothing. */
  takeDeck(deck: DeckState): void {
    const known = this.deck.value;
    if (!known || deck.rev >= known.rev) this.deck.value = deck;
  }

  #snapshot(snapshot: Record<string, unknown>): void {
    batch(() => {
      this.refused.value = null;
      this.workspace.value = snapshot.workspace as Workspace;
      this.deck.value = snapshot.deck as DeckState;
      this.present.value = (snapshot.presence as { members: PresentMember[] } | undefined)?.members ?? [];
      this.talk.snapshot((snapshot.messages as ChatMessage[] | undefined) ?? [], (snapshot.threads as ChatThread[] | undefined) ?? []);
      this.clips.value = new Map(((snapshot.clips as Clip[] | undefined) ?? []).map((clip) => [clip.bookmarkId, clip]));
      const marks = (snapshot.bookmarks as Bookmark[] | undefined) ?? [];
      if (marks.length < PAGE || this.marks.size === 0) this.marks.replaceAll(marks);
      else this.marks.put(...marks);
      if (marks.length >= PAGE) void this.#rest();
    });
  }

  // A snapshot has the first 500; the rest comes page by page, while events go on.
  async #rest(): Promise<void> {
    const seen = new Set<string>();
    const put: Bookmark[] = [];
    try {
      for (let offset = 0, total = Infinity; offset < total; offset += PAGE) {
        const page = await api.page<Bookmark>('/api/bookmarks', { workspaceId: this.id, offset, limit: PAGE }, this.#stop.signal);
        total = page.total;
        put.push(...page.items);
        for (const mark of page.items) seen.add(mark.id);
        if (offset === 0 || offset % (PAGE * 4) === 0 || offset + PAGE >= total) this.marks.put(...put.splice(0));
      }
      for (const mark of this.marks.byTime.value) if (!seen.has(mark.id) && Date.parse(mark.createdAt) < this.hub.clock.serverNow() - 60_000) this.marks.remove(mark.id);
    } catch (error) {
      if (!isAborted(error)) setTimeout(() => void this.#rest(), 3000);
    }
  }

  #hear({ type, data }: Frame): void {
    switch (type) {
      case 'bookmark_created':
      case 'bookmark_locked':
        this.marks.put(data as Bookmark);
        break;
      case 'bookmark_updated':
        this.marks.put((data as { bookmark: Bookmark }).bookmark);
        break;
      case 'bookmark_deleted':
        this.marks.remove((data as { id: string }).id);
        break;
      case 'deck_state':
        this.takeDeck(data as DeckState);
        break;
      case 'presence':
        this.present.value = (data as { members: PresentMember[] }).members;
        break;
      case 'chat_message':
        this.talk.hear(data as ChatMessage);
        break;
      case 'member_changed':
        this.#member(data as { user: Person; role: Workspace['role'] });
        break;
      case 'job_progress':
        this.#job(data as Job);
        break;
      case 'clip_ready':
      case 'clip_updated':
        this.#clip(data as Clip);
        break;
      case 'clip_deleted':
        this.#clipGone((data as { bookmarkId: string }).bookmarkId);
        break;
      case 'cursor_position':
        this.#cursor(data as CursorShown);
        break;
      case 'user_typing':
        this.#typing(data as Omit<Typing, 'at'> & { typing: boolean });
        break;
    }
  }

  #member({ user, role }: { user: Person; role: Workspace['role'] }): void {
    this.talk.forgetPeople();
    if (user.id !== this.me.id) return;
    if (role === null) this.refused.value = new ApiError('NOT_FOUND', 'A producer has taken you out of this workspace. Ask for a new invite if that was a mistake.');
    else api.get<Workspace>(`/api/workspaces/${this.id}`).then((w) => { this.workspace.value = w; }, () => undefined);
  }

  #job(job: Job): void {
    if (!job.bookmarkId || job.kind === 'playout') return;
    this.#ended(job.bookmarkId, job.id, job.state, job.errorText ?? '');
    this.marks.setClip(job.bookmarkId, (clip) => {
      if (clip && clip.jobId !== null && clip.jobId !== job.id && clip.state === 'complete' && job.state !== 'processing' && job.state !== 'queued') return clip;
      const base = clip ?? { fileName: null, sizeBytes: null, url: null };
      return { ...base, jobId: job.id, state: job.state, progressPercent: job.progressPercent, errorText: job.errorText ?? null };
    });
  }

  // Whichever says it first, the job or its clip.
  #ended(bookmarkId: string, jobId: string, state: Job['state'], fault: string): void {
    const mark = this.marks.known(bookmarkId);
    const news = mark?.clip?.jobId === jobId && mark.clip.state !== state;
    if (mark && news && (state === 'complete' || state === 'error')) this.onCut(mark, state === 'error' ? fault : null);
  }

  #clip(clip: Clip): void {
    this.#ended(clip.bookmarkId, clip.jobId, clip.state, clip.errorText ?? '');
    this.clips.value = new Map(this.clips.value).set(clip.bookmarkId, clip);
    const { state, jobId, fileName, sizeBytes, url } = clip;
    this.marks.setClip(clip.bookmarkId, () => ({ state, jobId, fileName, sizeBytes, url }));
  }

  #clipGone(bookmarkId: string): void {
    const clips = new Map(this.clips.value);
    clips.delete(bookmarkId);
    this.clips.value = clips;
    this.marks.setClip(bookmarkId, () => null);
  }

  // What a message does not tell stays as it was.
  #cursor({ user, connectionId, positionMs, x, y }: CursorShown): void {
    const before = this.cursors.value.get(connectionId);
    const at = performance.now();
    const point = typeof x === 'number' && typeof y === 'number' ? { x, y, at } : before?.point ?? null;
    this.cursors.value = new Map(this.cursors.value).set(connectionId, { user, connectionId, positionMs: positionMs ?? before?.positionMs ?? null, point, at });
  }

  #typing({ typing, ...who }: Omit<Typing, 'at'> & { typing: boolean }): void {
    const all = new Map(this.typing.value);
    if (typing) all.set(who.connectionId, { ...who, at: performance.now() });
    else all.delete(who.connectionId);
    this.typing.value = all;
  }

  // Who says nothing any more is not typing, and his pointer has gone.
  #sweep(): void {
    const now = performance.now();
    this.typing.value = fresh(this.typing.value, now - 6000);
    this.cursors.value = fresh(this.cursors.value, now - 30_000);
  }
}

function fresh<T extends { at: number }>(all: ReadonlyMap<string, T>, since: number): ReadonlyMap<string, T> {
  const left = [...all].filter(([, one]) => one.at >= since);
  return left.length === all.size ? all : new Map(left);
}
