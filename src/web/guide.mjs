// The operator's guide, docs/guide/*.md, as pages of the app: read when the bundle is built, so that browsers get ready HTML and no parser.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Marked } from 'marked';

const marked = new Marked({
  gfm: true,
  renderer: {
    heading({ tokens, depth, text }) {
      return `<h${depth} id="${idOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    link({ href, tokens }) {
      const words = this.parser.parseInline(tokens);
      return /^https?:/.test(href) ? `<a href="${href}" target="_blank" rel="noreferrer">${words}</a>` : `<a href="${addressOf(href)}">${words}</a>`;
    },
  },
});

/** The pages, in the order in which README.md links them; itself the first, under the name "". */
export function readGuide(folder) {
  const read = (name) => readFileSync(join(folder, `${name}.md`), 'utf8');
  const first = read('README');
  const names = [...new Set([...first.matchAll(/\]\(([a-z-]+)\.md/g)].map((found) => found[1]))];
  return [pageOf('', first), ...names.map((name) => pageOf(name, read(name)))];
}

function pageOf(name, text) {
  const parts = [];
  for (const token of marked.lexer(text)) {
    if (token.type === 'heading' && token.depth <= 3) parts.push({ id: idOf(token.text), title: plain(marked.parseInline(token.text)), depth: token.depth, tokens: [token] });
    else parts.at(-1)?.tokens.push(token);
  }
  const html = parts.map((part) => marked.parser(part.tokens));
  return {
    name,
    title: parts[0].title,
    html: html.join(''),
    parts: parts.map(({ id, title, depth }, i) => ({ id, title, depth, text: plain(html[i].replace(/^<h\d.*?<\/h\d>/, '')) })),
  };
}

/** A heading's name in addresses: small letters, dashes for what is neither letter, digit nor underscore. */
function idOf(text) {
  return plain(marked.parseInline(text)).toLowerCase().replace(/[^\p{L}\p{N}_]+/gu, '-').replace(/^-|-$/g, '');
}

// Links between the files are links between the pages.
function addressOf(href) {
  const file = /^([A-Za-z-]+)\.md(#.*)?$/.exec(href);
  return file ? `/help${file[1] === 'README' ? '' : `/${file[1]}`}${file[2] ?? ''}` : href;
}

function plain(html) {
  const signs = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return html.replace(/<\/?(a|b|strong|em|code|kbd)\b[^>]*>/g, '').replace(/<[^>]*>/g, ' ').replace(/&(amp|lt|gt|quot|#39);/g, (_, sign) => signs[sign]).replace(/\s+/g, ' ').trim();
}
