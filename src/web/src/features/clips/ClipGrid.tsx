import { Component, type RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PagedList } from '../../parts/paged';
import { useSight, type Sight } from '../../parts/useSight';
import { moved, rowsOf, shifted, tiles, type Shape } from '../../parts/virtual';
import type { Clip, Share } from '../../platform/records';
import { texts } from '../../platform/texts';
import type { ClipRights } from './clipActs';
import { ClipTile, type TileActs } from './ClipTile';
import type { Place, Spot } from './left';
import type { SeenClips } from './seenClips';

const words = texts.clips;
const SETTLED_MS = 60;
const FRESH_MS = 4_000;
/** So many clips before and behind those drawn are looked at again with them, so that one that moved is found. */
const BESIDE = 30;
// As in clips.css: a tile's lines below its picture.
const WORDS = 88;
const SMALL_SCREEN = 720;

/** How clips lie in a place of that width in px. */
const shape = (width: number): Shape => {
  const [least, gap] = width < SMALL_SCREEN ? [160, 8] : [230, 12];
  return tiles(width, Math.max(1, Math.floor((width + gap) / (least + gap))), WORDS, gap);
};

export interface Room {
  readonly title: string;
  readonly rights: ClipRights;
}

interface GridProps {
  readonly frame: RefObject<HTMLElement | null>;
  readonly list: PagedList<Clip>;
  readonly seen: SeenClips;
  readonly from: Place | null;
  /** Tells where the list stands. */
  readonly place: { current: (() => Place) | null };
  readonly roomOf: (clip: Clip) => Room;
  readonly progressOf: (clip: Clip) => number | undefined;
  readonly share: Share | null;
  readonly acts: TileActs;
}

/** The clips: of however many, only those in sight are drawn and fetched. What is seen stays where it is when others come before it. */
export function ClipGrid({ frame, list, seen, from, place, roomOf, progressOf, share, acts }: GridProps) {
  const grid = useRef<HTMLUListElement>(null);
  const [lead, setLead] = useState(0);
  const [chosen, setChosen] = useState(from?.at ?? null);
  const at = chosen && seen.now(chosen);
  const wanted = useRef(at);
  const total = seen.total ?? from?.total ?? 0;
  const sight = useSight(frame, grid, shape, total + lead);
  const { form, end, height, reveal } = sight;
  const first = Math.max(0, sight.first - lead);
  const last = Math.max(first, end - lead);
  const stays = useStay(frame, grid, seen, from, sight, lead, setLead);
  place.current = () => ({ ...stays(), at: at === null ? null : seen.spot(at), total });
  useFresh(list, seen, first, last);

  useLayoutEffect(() => {
    if (wanted.current === null || form.tile === 0) return;
    const poster = grid.current?.querySelector<HTMLElement>(`[data-at="${wanted.current}"] .clip-poster`);
    (poster ?? grid.current)?.focus({ preventScroll: true });
    if (poster) wanted.current = null;
  });
  const own = useRef(acts);
  own.current = { ...acts, remove: (clip) => { wanted.current = at === null ? null : Math.min(at, total - 2); acts.remove(clip); } };
  const [steady] = useState<TileActs>({ put: (clip) => own.current.put(clip), open: (clip) => own.current.open(clip), remove: (clip) => own.current.remove(clip) });

  const onKeyDown = (event: KeyboardEvent): void => {
    const target = event.target as Element;
    if (event.ctrlKey || event.metaKey || event.altKey || (target !== grid.current && !target.matches('.clip-poster'))) return;
    const to = moved(event.key, at ?? 0, total, form, height);
    if (to === null) return;
    event.preventDefault();
    setChosen(seen.spot(to));
    wanted.current = to;
    reveal(to + lead);
  };
  const drawn = Array.from({ length: last - first }, (_, i) => first + i);
  // What has the focus stays, also out of sight.
  if (at !== null && (at < first || at >= last) && seen.at(at)) drawn[at < first ? 'unshift' : 'push'](at);
  return (
    <ul ref={grid} class="clip-grid" tabIndex={-1} aria-label={words.list} style={{ height: `${rowsOf(form, total + lead) * form.row}px` }} onKeyDown={onKeyDown}>
      {form.tile > 0 && drawn.map((index) => {
        const clip = seen.at(index);
        return (
          <Cell
            key={clip?.id ?? `at ${index}`} clip={clip} index={index} total={total} {...placeOf(index + lead, form)}
            room={clip && roomOf(clip)} progress={clip && progressOf(clip)} share={share} acts={steady} onFocus={setChosen}
          />
        );
      })}
    </ul>
  );
}

const placeOf = (cell: number, { columns, tile, row, gap }: Shape): { x: number; y: number; width: number; height: number } =>
  ({ x: (cell % columns) * (tile + gap), y: Math.floor(cell / columns) * row, width: tile, height: row - gap });

// What only flies by is not fetched; what stands in sight is looked at again every few seconds.
function useFresh(list: PagedList<Clip>, seen: SeenClips, first: number, last: number): void {
  const [from, to] = [seen.listed(first), seen.listed(Math.max(first, last - 1)) + 1];
  useEffect(() => {
    const timer = setTimeout(() => list.show(from, to), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [list, from, to, list.version.value]);
  const sight = useRef({ from, to });
  sight.current = { from, to };
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) void list.look(Math.max(0, sight.current.from - BESIDE), sight.current.to + BESIDE);
    }, FRESH_MS);
    return () => clearInterval(timer);
  }, [list]);
}

type First = Place['first'];

// Holds the first clip in sight where it is, whatever comes or goes before it; goes to where it was left at first. Returns how to tell the place.
function useStay(
  frame: RefObject<HTMLElement | null>, grid: RefObject<HTMLElement | null>, seen: SeenClips, from: Place | null,
  { form, top }: Sight, lead: number, setLead: (lead: number) => void,
): () => { first: First } {
  const held = useRef<Spot | null>(from?.first ?? null);
  const owed = useRef(0);
  const isThere = useRef(from === null || from.first === null);
  useLayoutEffect(() => {
    const box = frame.current;
    if (!box || form.tile === 0) return;
    if (!isThere.current && from?.first) {
      isThere.current = true;
      box.scrollTop = (grid.current?.offsetTop ?? 0) + Math.floor(from.first.index / form.columns) * form.row - from.first.belowPx;
      return;
    }
    box.scrollTop += owed.current * form.row;
    owed.current = 0;
    const before = held.current;
    if (top() <= 0) {
      // At the head of the list new ones are wanted in sight.
      if (lead !== 0) setLead(0);
      held.current = null;
      return;
    }
    const now = before && seen.now(before);
    if (before !== null && now !== null && now !== before.index) {
      const to = shifted(lead, now - before.index, form.columns);
      held.current = { ...before, index: now };
      // The list has its new height only when it is drawn with its new empty places, before anything is seen of this.
      if (to.lead === lead) box.scrollTop += to.rows * form.row;
      else owed.current = to.rows;
      setLead(to.lead);
      return;
    }
    const first = seen.spot(Math.max(0, Math.ceil(top() / form.row) * form.columns - lead));
    if (first.id !== null) held.current = first;
  });
  return () => {
    const clip = held.current;
    return { first: clip && top() > 0 ? { ...clip, belowPx: Math.floor((clip.index + lead) / form.columns) * form.row - top() } : null };
  };
}

interface CellProps {
  readonly clip: Clip | undefined;
  readonly index: number;
  readonly total: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly room: Room | undefined;
  readonly progress: number | undefined;
  readonly share: Share | null;
  readonly acts: TileActs;
  readonly onFocus: (spot: Spot) => void;
}

// Drawn anew only where something of it is another: dozens are in sight while somebody scrolls.
class Cell extends Component<CellProps> {
  override shouldComponentUpdate(next: CellProps): boolean {
    return (Object.keys(next) as (keyof CellProps)[]).some((name) => next[name] !== this.props[name]);
  }

  override render({ clip, index, total, x, y, width, height, room, progress, share, acts, onFocus }: CellProps) {
    return (
      <li
        data-at={index} aria-setsize={total} aria-posinset={index + 1} style={{ left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` }}
        onFocusIn={() => onFocus({ id: clip?.id ?? null, index })}
      >
        {clip && room ? <ClipTile clip={clip} room={room.title} rights={room.rights} share={share} progress={progress} acts={acts} /> : <div class="card clip-ghost" aria-hidden="true" />}
      </li>
    );
  }
}
