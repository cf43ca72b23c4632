import { render } from 'preact';
import { span, type Rate } from '../../platform/timecode';
import { texts } from '../../platform/texts';
import { authorOf } from './MarkRow';
import { filmTimecode, spoken } from './parts';
import type { Room } from './room';
import type { Bookmark, MediaDetails } from './types';

const words = texts.desk.print;

interface SheetProps {
  readonly title: string;
  readonly marks: readonly Bookmark[];
  readonly rate: Rate;
  readonly media: MediaDetails | null;
}

/** The list on paper: all bookmarks of the view, in its order, with what everybody may read. */
function PrintSheet({ title, marks, rate, media }: SheetProps) {
  const names = texts.desk.marks.columns;
  return (
    <>
      <h1>{title}</h1>
      <p>{words.head(media?.title ?? '', marks.length, new Date().toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' }))}</p>
      <table>
        <thead><tr>{[names.number, names.label, names.in, names.out, names.length, names.rating, names.author, words.notes].map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
        <tbody>
          {marks.map((mark) => (
            <tr key={mark.id} data-number={mark.number}>
              <td class="mono">{spoken(mark.number)}</td>
              <td>{mark.label}{mark.tags.length > 0 && <small> {mark.tags.join(', ')}</small>}</td>
              <td class="mono">{filmTimecode(mark.startFrame, rate, media)}</td>
              <td class="mono">{filmTimecode(mark.endFrame, rate, media)}</td>
              <td class="mono">{span(mark.endMs - mark.startMs, rate)}</td>
              <td>{mark.rating > 0 ? `${mark.rating}★` : ''}</td>
              <td>{authorOf(mark)}</td>
              <td class="notes">{mark.publicNotes}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Puts the list on the paper whenever the page is printed, by the menu or the browser's own key. Returns how to stop. */
export function printsAs(room: Room, rateOf: () => Rate | undefined, mediaOf: () => MediaDetails | null): () => void {
  let sheet: HTMLElement | null = null;
  const before = (): void => {
    const rate = rateOf();
    if (!rate || sheet) return;
    sheet = document.createElement('div');
    sheet.className = 'print-sheet';
    document.body.append(sheet);
    // At once: the browser takes its picture as soon as this returns.
    render(<PrintSheet title={room.workspace.value?.title ?? ''} marks={room.marks.list.value} rate={rate} media={mediaOf()} />, sheet);
  };
  const after = (): void => {
    if (sheet) render(null, sheet);
    sheet?.remove();
    sheet = null;
  };
  addEventListener('beforeprint', before);
  addEventListener('afterprint', after);
  return () => {
    removeEventListener('beforeprint', before);
    removeEventListener('afterprint', after);
    after();
  };
}
