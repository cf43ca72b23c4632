import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { PagedList } from '../../parts/paged';
import { useSight } from '../../parts/useSight';
import { moved, rowsOf } from '../../parts/virtual';
import type { MediaItem } from '../../platform/records';
import { texts } from '../../platform/texts';
import { length, size } from '../../platform/words';
import { shape, type View } from './shape';

const words = texts.library;
const SETTLED_MS = 60;

interface FilmsProps {
  readonly list: PagedList<MediaItem>;
  readonly view: View;
  readonly onOpen: (item: MediaItem) => void;
}

/** The films: of however many, only those in sight are drawn and fetched. The focus stays on the list and names the chosen one. */
export function Films({ list, view, onOpen }: FilmsProps) {
  const frame = useRef<HTMLDivElement>(null);
  const all = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const total = list.total.value ?? 0;
  void list.version.value;
  const { form, first, end, height, reveal } = useSight(frame, all, (width) => shape(view, width), total);
  useLayoutEffect(() => {
    if (frame.current) frame.current.scrollTop = 0;
    setAt(0);
  }, [list, view]);
  // What only flies by is not fetched.
  useEffect(() => {
    const timer = setTimeout(() => list.show(first, end), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [list, first, end]);

  const open = (index: number): void => {
    const item = list.at(index);
    if (item) onOpen(item);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      open(at);
      return;
    }
    const to = event.ctrlKey || event.metaKey || event.altKey ? null : moved(event.key, at, total, form, height);
    if (to === null) return;
    event.preventDefault();
    setAt(to);
    reveal(to);
  };
  const shown = Array.from({ length: end - first }, (_, i) => first + i);
  return (
    <div
      ref={frame} class={`films ${view}`} role="listbox" aria-label={words.films} tabIndex={0}
      aria-activedescendant={at >= first && at < end ? `film-${at}` : undefined} onKeyDown={onKeyDown}
    >
      <div ref={all} class="films-all" role="presentation" style={{ height: `${rowsOf(form, total) * form.row}px` }}>
        <div
          class="films-seen" role="presentation"
          style={{ transform: `translateY(${Math.floor(first / form.columns) * form.row}px)`, gridTemplateColumns: `repeat(${form.columns}, minmax(0, 1fr))`, gridAutoRows: `${form.row}px` }}
        >
          {shown.map((index) => (
            <Film key={index} index={index} total={total} item={list.at(index)} chosen={index === at} onClick={() => { setAt(index); open(index); }} />
          ))}
        </div>
      </div>
    </div>
  );
}

interface FilmProps {
  readonly index: number;
  readonly total: number;
  readonly item: MediaItem | undefined;
  readonly chosen: boolean;
  readonly onClick: () => void;
}

function Film({ index, total, item, chosen, onClick }: FilmProps) {
  return (
    <div
      id={`film-${index}`} class={`film${item?.fault ? ' faulty' : ''}`} role="option" aria-selected={chosen} aria-setsize={total} aria-posinset={index + 1}
      onClick={onClick}
    >
      <span class="film-poster">
        {item?.posterUrl && <img key={item.posterUrl} src={item.posterUrl} alt="" loading="lazy" decoding="async" />}
        {item?.durationMs != null && <span class="mono time">{length(item.durationMs)}</span>}
      </span>
      <span class="film-title">{item ? `${item.title}${item.year ? ` (${item.year})` : ''}` : <span class="ghost" />}</span>
      <span class="film-facts">{item ? facts(item) : ''}</span>
    </div>
  );
}

const facts = (item: MediaItem): string =>
  item.fault ?? [item.durationMs === null ? words.unprobed : '', item.folder, size(item.sizeBytes)].filter(Boolean).join(' · ');
