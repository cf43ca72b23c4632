// Which of very many items are seen: arithmetic only.

export interface Shape {
  readonly columns: number;
  /** Width of a tile in px. */
  readonly tile: number;
  /** Height of a row in px, with the gap below it. */
  readonly row: number;
  /** Between tiles, in px. */
  readonly gap: number;
}

export interface Window {
  /** The first item drawn. */
  readonly first: number;
  /** The first item behind them. */
  readonly end: number;
}

const SPARE_ROWS = 2;

/** Pictures of 16:9 with `words` px below them, side by side in a place of that width in px. */
export function tiles(width: number, columns: number, words: number, gap: number): Shape {
  const tile = Math.max(0, (width - gap * (columns - 1)) / columns);
  return { columns, tile, row: Math.ceil((tile * 9) / 16) + words + gap, gap };
}

/** What is drawn: the rows in sight and a few beside them. */
export function windowOf({ columns, row }: Shape, total: number, scrollTop: number, height: number): Window {
  const firstRow = Math.max(0, Math.floor(scrollTop / row) - SPARE_ROWS);
  const endRow = Math.max(0, Math.ceil((scrollTop + height) / row) + SPARE_ROWS);
  return { first: Math.min(total, firstRow * columns), end: Math.min(total, endRow * columns) };
}

export const rowsOf = ({ columns }: Shape, total: number): number => Math.ceil(total / columns);

/** Where a key takes the choice; null for keys that don't move it. */
export function moved(key: string, at: number, total: number, { columns, row }: Shape, height: number): number | null {
  const screen = Math.max(1, Math.floor(height / row)) * columns;
  const to: Record<string, number> = {
    ArrowRight: at + 1, ArrowLeft: at - 1, ArrowDown: at + columns, ArrowUp: at - columns,
    PageDown: at + screen, PageUp: at - screen, Home: 0, End: total - 1,
  };
  const wanted = to[key];
  if (wanted === undefined || total === 0) return null;
  // Beyond the last row the choice stays; within it the last item is taken.
  return Math.min(total - 1, Math.max(0, wanted));
}

/** Where to scroll so that an item is seen whole. */
export function scrolledTo(at: number, { columns, row }: Shape, scrollTop: number, height: number): number {
  const top = Math.floor(at / columns) * row;
  if (top < scrollTop) return top;
  return top + row > scrollTop + height ? top + row - height : scrollTop;
}

/**
 * When `added` items came before those in sight (below 0: went), these stay where they are: the first row gets so many empty places that
 * everything moves by whole rows, and the list is scrolled by as many.
 */
export function shifted(lead: number, added: number, columns: number): { lead: number; rows: number } {
  const next = (((lead - added) % columns) + columns) % columns;
  return { lead: next, rows: (added + next - lead) / columns };
}
