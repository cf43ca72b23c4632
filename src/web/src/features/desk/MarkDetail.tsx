import { useId } from 'preact/hooks';
import { Button, Icon, IconButton, toast } from '../../parts';
import { asApiError } from '../../platform/api';
import { copy } from '../../platform/copy';
import { frameToMs } from '../../platform/timecode';
import { texts } from '../../platform/texts';
import { ClipKeys } from './ClipKeys';
import { COLOURS } from './colours';
import { authorOf, nameOf } from './MarkRow';
import { deleteAll } from './MarkTools';
import { filmTimecode, openThread, refuse, spoken, useDesk } from './parts';
import { linkTo } from './places';
import type { Bookmark, BookmarkChange } from './types';
import { focus, toggleLoop } from './useDeskKeys';
import { useDraft } from './useDraft';

const words = texts.desk.detail;

/** The open bookmark, edited in place: every change is saved by itself. */
export function MarkDetail({ mark }: { readonly mark: Bookmark }) {
  const { room, transport, media } = useDesk();
  const barred = room.isBarred(mark);
  const may = room.mayEdit(mark) && !barred;
  const said = room.talk.counts.value.get(mark.id) ?? 0;
  const edit = (change: BookmarkChange): void => { room.edit(mark.id, change).catch((error: unknown) => refuse(asApiError(error))); };
  const motion = transport.motion.value;
  const tcIn = motion ? filmTimecode(mark.startFrame, motion.rate, media) : mark.timecode.in;
  const setEnd = (end: 'startMs' | 'endMs'): void => {
    if (!motion) return;
    const frame = transport.frame();
    if (end === 'startMs' ? frame >= mark.endFrame : frame <= mark.startFrame) toast({ text: words.badPlace, kind: 'bad' });
    else edit({ [end]: frameToMs(frame, motion.rate) });
  };
  return (
    <section class="detail" aria-label={`${spoken(mark.number)} ${mark.label}`}>
      <div class="detail-line">
        <strong class="mono">{spoken(mark.number)}</strong>
        <span class="hint">{words.made(authorOf(mark), when(mark.createdAt))}</span>
        <span class="end">
          <IconButton label={texts.desk.transport.loop} aria-pressed={transport.loop.value !== null} onClick={() => toggleLoop({ room, transport })}><Icon name="loop" size={16} /></IconButton>
          <IconButton label={said > 0 ? `${words.discuss}: ${texts.desk.chat.count(said, spoken(mark.number))}` : words.discuss} class="talk-key" onClick={() => discuss(mark.id)}><Icon name="talk" size={16} />{said > 0 && <span class="count">{said}</span>}</IconButton>
          <IconButton label={words.copyLink} onClick={() => void copyLink(linkTo(location.origin, room.id, tcIn, mark.number))}><Icon name="copy" size={16} /></IconButton>
          <LockButton mark={mark} />
          {(room.may('delete:bookmark') && !barred) && <IconButton label={words.delete} onClick={() => void deleteAll(room, [mark.id])}><Icon name="bin" size={16} /></IconButton>}
          <IconButton label={words.close} onClick={() => { room.marks.current.value = null; }}><Icon name="close" size={16} /></IconButton>
        </span>
      </div>
      {barred && <p class="note">{texts.desk.marks.lockedBy(nameOf(room, mark.lockedBy ?? ''))}</p>}
      {!room.mayEdit(mark) && <p class="note">{words.mayNot}</p>}
      <Text mark={mark} field="label" label={words.label} disabled={!may} maxLength={200} />
      <div class="detail-line ends">
        <span class="mono">{tcIn}</span>
        <Button small disabled={!may} title={words.setTitle} onClick={() => setEnd('startMs')}>{words.setIn}</Button>
        <span class="mono">{motion ? filmTimecode(mark.endFrame, motion.rate, media) : mark.timecode.out}</span>
        <Button small disabled={!may} title={words.setTitle} onClick={() => setEnd('endMs')}>{words.setOut}</Button>
      </div>
      <div class="detail-line">
        <Rating value={mark.rating} disabled={!may} onChange={(rating) => edit({ rating })} />
        <Colours value={mark.colour} disabled={!may} onChange={(colour) => edit({ colour })} />
      </div>
      <Text mark={mark} field="tags" label={words.tags} disabled={!may} maxLength={500} />
      <Text mark={mark} field="publicNotes" label={words.notes} disabled={!may} maxLength={10_000} rows={2} />
      <Text mark={mark} field="privateNotes" label={words.privateNotes} disabled={barred} maxLength={10_000} rows={1} />
      <ClipKeys mark={mark} />
    </section>
  );
}

function Text({ mark, field, label, disabled, maxLength, rows }: {
  readonly mark: Bookmark; readonly field: 'label' | 'publicNotes' | 'privateNotes' | 'tags'; readonly label: string;
  readonly disabled: boolean; readonly maxLength: number; readonly rows?: number;
}) {
  const { room } = useDesk();
  const draft = useDraft(mark, field);
  const id = useId();
  const typing = [...room.typing.value.values()].find((t) => t.bookmarkId === mark.id && t.field === field);
  const shared = { id, disabled, maxLength, value: draft.value, placeholder: label, 'data-field': field, 'data-dirty': draft.dirty };
  return (
    <div class="text">
      <label for={id} class="hidden">{label}</label>
      {rows
        ? <textarea {...shared} rows={rows} onInput={(event) => draft.onInput(event.currentTarget.value)} onBlur={draft.onBlur} />
        : <input {...shared} onInput={(event) => draft.onInput(event.currentTarget.value)} onBlur={draft.onBlur} onKeyDown={(event) => { if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur(); }} />}
      {typing && <span class="typing"><Icon name="pen" size={12} /> {typing.user.name}</span>}
    </div>
  );
}

function Rating({ value, disabled, onChange }: { readonly value: number; readonly disabled: boolean; readonly onChange: (value: number) => void }) {
  return (
    <span class="rating" role="group" aria-label={words.rating}>
      {[1, 2, 3, 4, 5].map((n) => (
        <button key={n} type="button" disabled={disabled} aria-label={words.stars(n)} aria-pressed={value >= n} onClick={() => onChange(value === n ? n - 1 : n)}>★</button>
      ))}
    </span>
  );
}

function Colours({ value, disabled, onChange }: { readonly value: string | null; readonly disabled: boolean; readonly onChange: (value: string) => void }) {
  return (
    <span class="colours" role="group" aria-label={words.colour}>
      <button type="button" class="none" disabled={disabled} aria-label={words.noColour} aria-pressed={value === null} onClick={() => onChange('')} />
      {COLOURS.map((c) => (
        <button key={c.value} type="button" disabled={disabled} aria-label={c.name} title={c.name} aria-pressed={value === c.value} style={{ background: c.value }} onClick={() => onChange(c.value)} />
      ))}
    </span>
  );
}

function LockButton({ mark }: { readonly mark: Bookmark }) {
  const { room } = useDesk();
  const barred = room.isBarred(mark);
  const mine = mark.lockedBy !== null && !barred;
  const producer = room.workspace.value?.role === 'producer';
  const set = (locked: boolean, takeOver = false): void => { room.lock(mark.id, locked, takeOver).catch((error: unknown) => refuse(asApiError(error))); };
  if (barred) return producer ? <Button small onClick={() => set(true, true)}>{words.takeLock}</Button> : null;
  if (!room.mayEdit(mark)) return null;
  return <IconButton label={mine ? words.unlock : words.lock} aria-pressed={mine} onClick={() => set(!mine)}><Icon name={mine ? 'lock' : 'unlock'} size={16} /></IconButton>;
}

function discuss(bookmarkId: string): void {
  openThread(bookmarkId);
  focus('#chat-text', 'chat');
}

async function copyLink(link: string): Promise<void> {
  if (await copy(link)) toast({ text: words.linkCopied, kind: 'good' });
  else toast({ text: `${words.linkByHand} ${link}` });
}

const when = (date: string): string => new Date(date).toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'short' });
