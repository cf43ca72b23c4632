import { describe, expect, it } from 'vitest';
import { readGuide } from '../../../guide.mjs';
import { match } from '../../platform/router';
import { texts } from '../../platform/texts';
import { pages } from '../../shell/pages';
import { shown, USUAL } from '../desk/keys';
import { addressOf, searchGuide } from './search';

const guide = readGuide(decodeURIComponent(new URL('../../../../../docs/guide', import.meta.url).pathname));
const page = (name: string) => guide.find((p) => p.name === name)!;
const rows = (name: string): string[] => page(name).html.match(/<tr>.*?<\/tr>/gs) ?? [];
const plain = (html: string): string => html.replace(/<[^>]*>/g, '').replaceAll('&#39;', '\'').replaceAll('&quot;', '"');

describe('the guide', () => {
  it('leads somewhere with each of its links', () => {
    const addresses = new Set(guide.flatMap((p) => [addressOf(p), ...p.parts.map((part) => `${addressOf(p)}#${part.id}`)]));
    const leads = (href: string): boolean => {
      const path = href.split('#')[0] ?? '';
      if (path.startsWith('/help')) return addresses.has(href);
      if (path.startsWith('/settings/')) return path.slice('/settings/'.length) in texts.settings.nav;
      return path === '/api-docs' || pages.some((p) => match(p.path, path) !== null);
    };
    const links = guide.flatMap((p) => [...p.html.matchAll(/href="([^"]*)"/g)].map((found) => found[1] ?? ''));
    expect(links.length).toBeGreaterThan(40);
    expect(links.filter((href) => !leads(href))).toEqual([]);
  });

  it('has each heading of a page once, as links go there', () => {
    for (const { name, parts } of guide) expect(new Set(parts.map((part) => part.id)).size, name).toBe(parts.length);
  });

  it('names the keys of the usual map, all of them and no others', () => {
    const named = (html: string): string[] => [...html.matchAll(/<kbd>(.*?)<\/kbd>/g)].map((found) => found[1] ?? '');
    const usual = new Set(Object.values(USUAL).flat().map(shown));
    expect(new Set(rows('marking').flatMap(named))).toEqual(usual);
    expect(guide.flatMap((p) => named(p.html)).filter((key) => !usual.has(key))).toEqual([]);
  });

  it('says of each lamp what it means, in the words that stand beside it', () => {
    const lamps = rows('trouble').map(plain).join('\n');
    for (const word of [texts.link.open, texts.link.connecting, texts.link.lost, texts.link.out]) expect(lamps).toContain(word);
    const clips = rows('clips').map(plain).join('\n');
    for (const state of ['queued', 'processing', 'complete', 'error'] as const) expect(clips).toContain(texts.desk.clip[state]);
    const panel = rows('panel').map(plain).join('\n');
    for (const outcome of ['done', 'ignored', 'refused', 'unbound'] as const) expect(panel).toContain(texts.panel.out[outcome]);
  });

  it('is searched by all words of a query, headings first, capitals or not', () => {
    const found = searchGuide(guide, 'drop-frame NUMBERS');
    expect(found.map((hit) => addressOf(hit.page, hit.part))).toEqual(['/help/marking#timecode']);
    expect(found[0]?.around).toContain('drop-frame');
    expect(searchGuide(guide, 'backups').at(0)?.part.title.toLowerCase()).toContain('backups');
    expect(searchGuide(guide, '  ')).toEqual([]);
    expect(searchGuide(guide, 'quixotic')).toEqual([]);
  });
});
