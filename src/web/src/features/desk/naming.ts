// Naming people while one writes: what is asked for behind an @, who fits, and the text with the name put in.
import type { Mention, Person } from './types';

const LONGEST_NAME = 64;
const SHOWN = 8;

/** A name that is being written: where its @ stands, and what is written of it. */
export interface Asked {
  readonly start: number;
  readonly query: string;
}

/** What stands between an @ and the caret, where that may be the beginning of a name; names may have spaces. */
export function askedAt(text: string, caret: number): Asked | null {
  const start = text.lastIndexOf('@', caret - 1);
  if (start < 0 || start >= caret || caret - start > LONGEST_NAME + 1) return null;
  if (start > 0 && /[\p{L}\p{N}]/u.test(text[start - 1] ?? '')) return null; // mail@example.com
  const query = text.slice(start + 1, caret);
  return /^\s|\n/.test(query) ? null : { start, query };
}

/** People whose name, or a word of it, begins with the query; those whose whole name does come first. */
export function fitting(query: string, people: readonly Person[]): readonly Person[] {
  const wanted = query.toLocaleLowerCase();
  const at = people.map((person) => ({ person, name: person.name.toLocaleLowerCase() }));
  const first = at.filter(({ name }) => name.startsWith(wanted));
  const later = at.filter(({ name }) => !name.startsWith(wanted) && name.split(/[\s._-]+/).some((word) => word.startsWith(wanted)));
  return [...first, ...later].slice(0, SHOWN).map(({ person }) => person);
}

/** The text with a name in the place of what was written of it, and where the caret goes. */
export function withName(text: string, caret: number, asked: Asked, name: string): { text: string; caret: number } {
  const rest = text.slice(caret);
  const before = `${text.slice(0, asked.start)}@${name}${rest.startsWith(' ') ? '' : ' '}`;
  return { text: before + rest, caret: before.length + (rest.startsWith(' ') ? 1 : 0) };
}

/** A text in pieces: those that name somebody have the mention. */
export function pieces(text: string, mentions: readonly Mention[]): readonly { readonly text: string; readonly mention?: Mention }[] {
  const all: { text: string; mention?: Mention }[] = [];
  let end = 0;
  for (const mention of mentions) {
    if (mention.start > end) all.push({ text: text.slice(end, mention.start) });
    end = mention.start + mention.length;
    all.push({ text: text.slice(mention.start, end), mention });
  }
  if (end < text.length || all.length === 0) all.push({ text: text.slice(end) });
  return all;
}
