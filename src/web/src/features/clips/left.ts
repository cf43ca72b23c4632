// Where somebody left the list of clips, so that whoever comes back stands there again; until the browser's tab is closed.
import { kept } from '../../platform/kept';
import { NO_FILTER, type Filter } from './filter';

/** A clip, and where it was when it was last seen. */
export interface Spot {
  /** Null where only the place is known. */
  readonly id: string | null;
  readonly index: number;
}

/** A place in the list. */
export interface Place {
  /** The first clip in sight, and how far its row stands below the upper edge, in px; null at the head of the page. */
  readonly first: Spot & { readonly belowPx: number } | null;
  /** The clip that was chosen last, by key or click; null where none was. */
  readonly at: Spot | null;
  /** How many clips there were: the list has its height before the box answers. */
  readonly total: number;
}

export interface Left {
  readonly filter: Filter;
  readonly place: Place | null;
}

export const left = kept<Left>('clips.left', { filter: NO_FILTER, place: null }, isLeft, () => sessionStorage);

function isLeft(value: unknown): value is Left {
  const said = value as Partial<Left> | null | undefined;
  return typeof said?.filter === 'object' && said.filter !== null && Object.keys(NO_FILTER).every((key) => key in (said.filter as object)) && said.place !== undefined;
}
