// How films lie: as tiles, or one below the other.
import { tiles, type Shape } from '../../parts/virtual';

export type View = 'grid' | 'list';

const GAP = 12;
const WIDEST_TILE = 240;
const SMALL_SCREEN = 560;
const WORDS = 52;
const LIST_ROW = 56;

/** How films lie in a place of that width in px. */
export function shape(view: View, width: number): Shape {
  if (view === 'list') return { columns: 1, tile: width, row: LIST_ROW, gap: 0 };
  return tiles(width, width < SMALL_SCREEN ? 2 : Math.max(2, Math.ceil((width + GAP) / (WIDEST_TILE + GAP))), WORDS, GAP);
}
