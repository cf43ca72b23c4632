// Where the one who is signed in is named and has not looked yet, in all workspaces; the box keeps it, here it is known.
import { effect, signal } from '@preact/signals';
import { api } from './api';
import { hub } from './box';
import type { Frame } from './hubFrames';

/** A message that names the reader. */
export interface NamedIn {
  readonly id: string;
  readonly workspaceId: string;
  readonly bookmarkId: string | null;
  readonly user: { readonly name: string };
  readonly text: string;
}

interface MentionNews {
  readonly workspaceId: string;
  readonly messageIds: readonly string[];
  readonly message: NamedIn | null;
}

const MOST = 500;

/** Messages that were not seen, by workspace. */
export const unreadMentions = signal<ReadonlyMap<string, ReadonlySet<string>>>(new Map());
/** The newest message that names the reader and came while the page was open. */
export const namedNow = signal<NamedIn | null>(null);
/** The chat that is before the reader's eyes, all of it or one thread: there a message needs no other word. */
export const reading = signal<{ readonly workspaceId: string; readonly bookmarkId: string | null } | null>(null);

let news = 0;

hub.on('mentions', ({ data }: Frame) => {
  const { workspaceId, messageIds, message } = data as MentionNews;
  news++;
  const all = new Map(unreadMentions.value);
  if (messageIds.length > 0) all.set(workspaceId, new Set(messageIds));
  else all.delete(workspaceId);
  unreadMentions.value = all;
  if (message) namedNow.value = message;
});

// What came while there was no connection is asked for.
effect(() => {
  if (hub.state.value === 'open') void ask();
  else if (hub.state.value === 'out') unreadMentions.value = new Map();
});

async function ask(): Promise<void> {
  const asked = news;
  const known = await api.get<readonly NamedIn[]>('/api/mentions', { limit: MOST }).catch(() => null);
  if (known === null) return; // the next connection asks again
  if (asked !== news) return ask();
  const all = new Map<string, Set<string>>();
  for (const { workspaceId, id } of known) all.set(workspaceId, (all.get(workspaceId) ?? new Set()).add(id));
  unreadMentions.value = all;
}
