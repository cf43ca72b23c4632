// What is said in a workspace: the newest part of it, older parts as they are asked for, and the threads of bookmarks.
import { batch, signal } from '@preact/signals';
import { api } from '../../platform/api';
import type { Hub } from '../../platform/hub';
import type { ChatMessage, ChatThread, Person } from './types';

const IN_SNAPSHOT = 50;
const PAGE = 100;
const MOST = 1_000;
const LONGEST_THREAD = 500;

export interface ToSay {
  readonly text: string;
  readonly bookmarkId?: string;
  readonly replyTo?: string;
}

export class Talk {
  /** The newest part, without gaps, the oldest first. */
  readonly messages = signal<readonly ChatMessage[]>([]);
  /** Whether there is something older. */
  readonly hasOlder = signal(false);
  /** Messages about each bookmark. */
  readonly counts = signal<ReadonlyMap<string, number>>(new Map());
  /** The thread that is read, whole; null where all is. */
  readonly thread = signal<readonly ChatMessage[] | null>(null);
  /** Messages that came while nobody looked at the chat. */
  readonly unread = signal(0);
  /** Who can be named; asked for when somebody writes. */
  readonly members = signal<readonly Person[]>([]);

  #threadOf: string | null = null;
  #peopleKnown = false;

  constructor(private readonly id: string, private readonly me: Person, private readonly hub: Hub) {}

  snapshot(messages: readonly ChatMessage[], threads: readonly ChatThread[]): void {
    batch(() => {
      this.messages.value = [...messages].reverse();
      this.hasOlder.value = messages.length >= IN_SNAPSHOT;
      this.counts.value = new Map(threads.map((thread) => [thread.bookmarkId, thread.messageCount]));
      this.#peopleKnown = false;
    });
    if (this.#threadOf !== null) void this.open(this.#threadOf);
  }

  hear(message: ChatMessage): void {
    if (this.messages.value.some((m) => m.id === message.id)) return;
    batch(() => {
      this.messages.value = [...this.messages.value, message].slice(-MOST);
      if (message.user.id !== this.me.id) this.unread.value++;
      if (message.bookmarkId === null) return;
      this.counts.value = new Map(this.counts.value).set(message.bookmarkId, (this.counts.value.get(message.bookmarkId) ?? 0) + 1);
      if (message.bookmarkId === this.#threadOf && this.thread.value) this.thread.value = joined(this.thread.value, [message]);
    });
  }

  /** Says something; kept over a break of the connection. */
  say(what: ToSay): Promise<ChatMessage> {
    const before = this.messages.value.length;
    // The box writes names as their owners do.
    const same = (text: string): boolean => text.toLocaleLowerCase() === what.text.toLocaleLowerCase();
    const landed = (): boolean => this.messages.value.slice(before).some((m) => m.user.id === this.me.id && same(m.text));
    return this.hub.ask('chat_message', what, { workspaceId: this.id, keep: true, landed });
  }

  /** Fetches what was said before; true where there was something. */
  async older(): Promise<boolean> {
    const before = this.messages.value;
    const page = await api.page<ChatMessage>(`/api/workspaces/${this.id}/messages`, { offset: before.length, limit: PAGE });
    batch(() => {
      this.messages.value = joined([...page.items].reverse(), this.messages.value);
      this.hasOlder.value = this.messages.value.length < page.total && page.items.length > 0;
    });
    return this.messages.value.length > before.length;
  }

  /** Fetches further back until all of these messages are there, or there is nothing older. */
  async reach(ids: ReadonlySet<string>): Promise<void> {
    const missing = (): boolean => [...ids].some((id) => !this.messages.value.some((m) => m.id === id));
    while (missing() && this.hasOlder.value && this.messages.value.length < MOST && await this.older()) { /* the next page */ }
  }

  /** Reads the thread of a bookmark, or all that was said. */
  async open(bookmarkId: string | null): Promise<void> {
    this.#threadOf = bookmarkId;
    const known = this.messages.value.filter((m) => m.bookmarkId === bookmarkId);
    this.thread.value = bookmarkId === null ? null : known;
    if (bookmarkId === null || known.length >= (this.counts.value.get(bookmarkId) ?? 0)) return;
    const page = await api.page<ChatMessage>(`/api/workspaces/${this.id}/messages`, { bookmarkId, limit: LONGEST_THREAD });
    if (this.#threadOf === bookmarkId) this.thread.value = joined([...page.items].reverse(), this.thread.value ?? []);
  }

  /** Says that these messages were before the reader's eyes. */
  async seen(messageIds: readonly string[]): Promise<void> {
    await this.hub.ask('mentions_read', { messageIds }, { workspaceId: this.id });
  }

  /** Looks who can be named. */
  async know(): Promise<void> {
    if (this.#peopleKnown) return;
    this.#peopleKnown = true;
    try {
      const page = await api.page<{ user: Person }>(`/api/workspaces/${this.id}/members`, { limit: 500 });
      this.members.value = page.items.map((member) => member.user).filter((user) => user.id !== this.me.id);
    } catch {
      this.#peopleKnown = false; // the next @ asks again
    }
  }

  /** Somebody came or went. */
  forgetPeople(): void {
    this.#peopleKnown = false;
  }
}

/** One list behind the other, each message once. */
function joined(before: readonly ChatMessage[], after: readonly ChatMessage[]): readonly ChatMessage[] {
  const known = new Set(before.map((m) => m.id));
  return [...before, ...after.filter((m) => !known.has(m.id))];
}
