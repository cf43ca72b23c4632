import { Icon, Lamp, type LampColour } from '../../parts';
import { span } from '../../platform/timecode';
import { texts } from '../../platform/texts';
import { filmTimecode, openThread, spoken, useDesk } from './parts';
import type { Bookmark, BookmarkClip } from './types';

const words = texts.desk;

/** A bookmark in the list. */
export function MarkRow({ mark, top, place }: { readonly mark: Bookmark; readonly top: number; readonly place: number }) {
  const { room, transport, media } = useDesk();
  const current = room.marks.current.value === mark.id;
  const selected = room.marks.selected.value.has(mark.id);
  const rate = transport.motion.value?.rate ?? { num: 25, den: 1 };
  const typing = [...room.typing.value.values()].find((t) => t.bookmarkId === mark.id);
  const said = room.talk.counts.value.get(mark.id) ?? 0;
  const pick = (): void => {
    const next = new Set(room.marks.selected.value);
    if (!next.delete(mark.id)) next.add(mark.id);
    room.marks.selected.value = next;
  };
  const open = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey) return pick();
    if (event.shiftKey) return pickTo(room.marks, mark.id);
    room.marks.current.value = mark.id;
    transport.stand(mark.startFrame);
  };
  return (
    <div
      class={`row${current ? ' current' : ''}${selected ? ' selected' : ''}`} style={{ transform: `translateY(${top}px)` }}
      role="row" aria-selected={current} aria-rowindex={place} data-mark={mark.id} data-number={mark.number} onClick={open}
    >
      <span role="gridcell"><input
        class="pick" type="checkbox" checked={selected} aria-label={words.marks.select(spoken(mark.number))}
        onClick={(event) => event.stopPropagation()} onChange={pick} tabIndex={-1}
      /></span>
      <span role="gridcell" class="cell-number mono"><i class="swatch" style={{ background: mark.colour ?? 'transparent' }} />{spoken(mark.number)}</span>
      <span role="gridcell" class="cell-label">
        {mark.lockedBy && <span class={`lock${room.isBarred(mark) ? '' : ' mine'}`} title={room.isBarred(mark) ? words.marks.lockedBy(nameOf(room, mark.lockedBy)) : words.marks.lockedMine}><Icon name="lock" size={13} /></span>}
        <span class={`name${mark.label ? '' : ' faint'}`}>{mark.label || words.marks.unnamed}</span>
        {mark.tags.length > 0 && <span class="tags">{mark.tags.map((tag) => <span class="tag" key={tag}>{tag}</span>)}</span>}
        {said > 0 && <TalkCount mark={mark} said={said} />}
        {typing && <span class="typing" title={words.marks.typing(typing.user.name)}><Icon name="pen" size={12} /> {typing.user.name}</span>}
      </span>
      <span role="gridcell" class="cell-in mono">{filmTimecode(mark.startFrame, rate, media)}</span>
      <span role="gridcell" class="cell-out mono">{filmTimecode(mark.endFrame, rate, media)}</span>
      <span role="gridcell" class="cell-length mono">{span(mark.endMs - mark.startMs, rate)}</span>
      <span role="gridcell" class="cell-rating">{mark.rating > 0 && <span title={words.detail.stars(mark.rating)}>{`${mark.rating}★`}</span>}</span>
      <span role="gridcell" class="cell-author">{authorOf(mark)}</span>
      <span role="gridcell" class="cell-clip">{mark.clip && <ClipLamp clip={mark.clip} />}</span>
    </div>
  );
}

function TalkCount({ mark, said }: { readonly mark: Bookmark; readonly said: number }) {
  const label = words.chat.count(said, spoken(mark.number));
  return (
    <button
      type="button" class="talk-count" tabIndex={-1} aria-label={label} title={label}
      onClick={(event) => {
        event.stopPropagation();
        openThread(mark.id);
      }}
    >
      <Icon name="talk" size={13} />{said}
    </button>
  );
}

const COLOURS: Record<BookmarkClip['state'], LampColour> = { queued: 'off', processing: 'amber', complete: 'green', error: 'red', cancelled: 'off' };

/** How the clip stands, with its progress while it is cut. */
export function ClipLamp({ clip }: { readonly clip: BookmarkClip }) {
  const text = clip.state === 'processing' && clip.progressPercent !== undefined ? `${Math.round(clip.progressPercent)} %` : words.clip[clip.state];
  return <span title={clip.errorText ?? clip.fileName ?? undefined} data-clip={clip.state}><Lamp colour={COLOURS[clip.state]}>{text}</Lamp></span>;
}

/** Who made it: a person, the panel, or somebody who is gone. */
export const authorOf = (mark: Bookmark): string => mark.createdBy?.name ?? (mark.origin === 'panel' ? words.marks.panel : words.marks.gone);

/** The name behind an account, as far as this page has seen it. */
export function nameOf(room: ReturnType<typeof useDesk>['room'], userId: string): string {
  if (userId === room.me.id) return texts.desk.together.you;
  return room.present.value.find((m) => m.user.id === userId)?.user.name
    ?? room.marks.byTime.value.find((m) => m.createdBy?.id === userId)?.createdBy?.name ?? texts.desk.marks.gone;
}

function pickTo(marks: ReturnType<typeof useDesk>['room']['marks'], id: string): void {
  const list = marks.list.value;
  const from = Math.max(0, list.findIndex((m) => m.id === marks.current.value));
  const to = list.findIndex((m) => m.id === id);
  const [a, b] = from < to ? [from, to] : [to, from];
  marks.selected.value = new Set([...marks.selected.value, ...list.slice(a, b + 1).map((m) => m.id)]);
}
