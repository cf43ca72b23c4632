// The search within the guide: small enough to be gone through at each letter.
import type { GuidePage, GuidePart } from '../../../guide.mjs';

export interface Hit {
  readonly page: GuidePage;
  readonly part: GuidePart;
  /** Some words around the first place that fits. */
  readonly around: string;
}

const MOST = 20;
const BEFORE = 40;
const LENGTH = 160;

/** Parts that have every word of the query, those with one in their heading first. */
export function searchGuide(pages: readonly GuidePage[], query: string): readonly Hit[] {
  const wanted = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [];
  const hits = pages.flatMap((page) => page.parts.flatMap((part) => {
    const [title, text] = [`${page.title} ${part.title}`.toLocaleLowerCase(), part.text.toLocaleLowerCase()];
    if (!wanted.every((word) => title.includes(word) || text.includes(word))) return [];
    const score = wanted.filter((word) => part.title.toLocaleLowerCase().includes(word)).length;
    return [{ page, part, score, around: aroundOf(part.text, text.indexOf(wanted.find((word) => text.includes(word)) ?? '')) }];
  }));
  return hits.sort((a, b) => b.score - a.score).slice(0, MOST);
}

/** The address of a part of the guide. */
export const addressOf = (page: GuidePage, part?: GuidePart): string =>
  `/help${page.name ? `/${page.name}` : ''}${part && part.depth > 1 ? `#${part.id}` : ''}`;

function aroundOf(text: string, at: number): string {
  const from = at <= BEFORE ? 0 : text.indexOf(' ', at - BEFORE) + 1;
  const end = from + LENGTH < text.length ? text.lastIndexOf(' ', from + LENGTH) : text.length;
  return `${from > 0 ? '… ' : ''}${text.slice(from, end)}${end < text.length ? ' …' : ''}`;
}
