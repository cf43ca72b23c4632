// Links to a place: the address of a desk carries the bookmark and the moment.
import { parsePlace, type Rate } from '../../platform/timecode';

export interface Place {
  /** Number of the bookmark. */
  readonly mark: number | null;
  readonly frame: number | null;
}

/** What an address's query names; a place is written as people type one (see parsePlace), from the film's first frame `start`. */
export function placeNamed(query: URLSearchParams, rate: Rate, start: number): Place {
  const number = Number(query.get('mark') ?? '');
  return {
    mark: Number.isSafeInteger(number) && number > 0 ? number : null,
    frame: query.has('t') ? parsePlace(query.get('t') ?? '', rate, start) : null,
  };
}

/** The address of a place in a workspace. */
export function linkTo(origin: string, workspaceId: string, timecode: string, mark?: number): string {
  const query = new URLSearchParams();
  if (mark !== undefined) query.set('mark', String(mark));
  query.set('t', timecode);
  return `${origin}/w/${encodeURIComponent(workspaceId)}?${query.toString().replaceAll('%3A', ':').replaceAll('%3B', ';')}`;
}
