import { Button, Menu, MenuItem, toast } from '../../parts';
import { asApiError } from '../../platform/api';
import { texts } from '../../platform/texts';
import { COLOURS } from './colours';
import type { View } from './marks';
import { refuse, spoken, useDesk } from './parts';
import { undo } from './useDeskKeys';

const words = texts.desk.marks;
const LISTS = ['csv', 'edl', 'otio', 'fcpxml'] as const;

/** Search, filters, export, and what can be done with those that are chosen. */
export function MarkTools() {
  const { room } = useDesk();
  const view = room.marks.view.value;
  const chosen = room.marks.selected.value;
  const set = (change: Partial<View>): void => { room.marks.view.value = { ...view, ...change }; };
  return (
    <div class="mark-tools">
      <input
        id="mark-search" type="search" placeholder={`${words.search} (/)`} aria-label={words.search} value={view.search}
        onInput={(event) => set({ search: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          set({ search: '' });
          event.currentTarget.blur();
        }}
      />
      <span class="hint count-shown">{words.count(room.marks.list.value.length, room.marks.size)}</span>
      <Filters view={view} set={set} />
      <Menu label={words.export}>
        {LISTS.map((list) => <MenuItem key={list} href={`/api/workspaces/${room.id}/bookmarks.${list}`} download>{words[list]}</MenuItem>)}
        <MenuItem onClick={() => print()}>{words.print}</MenuItem>
      </Menu>
      <Button small kind="quiet" title="Ctrl+Z" onClick={() => undo(room)}>{words.undo}</Button>
      {chosen.size > 0 && <Chosen ids={[...chosen]} />}
    </div>
  );
}

function Filters({ view, set }: { readonly view: View; readonly set: (change: Partial<View>) => void }) {
  const { room } = useDesk();
  const authors = new Map(room.marks.byTime.value.filter((m) => m.createdBy?.id).map((m) => [m.createdBy!.id!, m.createdBy!.name]));
  const on = view.colour !== null || view.rating > 0 || view.clip !== 'all' || view.authorId !== null;
  return (
    <Menu label={<span class={on ? 'on' : ''}>{words.filter}</span>}>
      <div class="mark-filters">
        <select aria-label={words.columns.clip} value={view.clip} onChange={(event) => set({ clip: event.currentTarget.value as View['clip'] })}>
          <option value="all">{words.filterAll}</option><option value="ready">{words.filterReady}</option>
          <option value="open">{words.filterOpen}</option><option value="failed">{words.filterFailed}</option>
        </select>
        <select aria-label={words.columns.rating} value={view.rating} onChange={(event) => set({ rating: Number(event.currentTarget.value) })}>
          <option value={0}>{words.anyRating}</option>
          {[1, 2, 3, 4, 5].map((n) => <option key={n} value={n}>{words.rated(n)}</option>)}
        </select>
        <select aria-label={texts.desk.detail.colour} value={view.colour ?? ''} onChange={(event) => set({ colour: event.currentTarget.value || null })}>
          <option value="">{words.anyColour}</option>
          {COLOURS.map((c) => <option key={c.value} value={c.value}>{c.name}</option>)}
        </select>
        <select aria-label={words.columns.author} value={view.authorId ?? ''} onChange={(event) => set({ authorId: event.currentTarget.value || null })}>
          <option value="">{words.anyAuthor}</option>
          {[...authors].map(([id, name]) => <option key={id} value={id}>{name}</option>)}
        </select>
      </div>
    </Menu>
  );
}

function Chosen({ ids }: { readonly ids: readonly string[] }) {
  const { room } = useDesk();
  return (
    <div class="chosen">
      <span>{words.selected(ids.length)}</span>
      <Button small onClick={() => void cutAll(room, ids)}>{words.cutAll}</Button>
      {room.may('delete:bookmark') && <Button small kind="danger" onClick={() => void deleteAll(room, ids)}>{words.deleteAll}</Button>}
      <Button small kind="quiet" onClick={() => { room.marks.selected.value = new Set(); }}>{words.unselect}</Button>
    </div>
  );
}

type Desk = ReturnType<typeof useDesk>['room'];

/** Has clips cut, one order after the other, so that a refusal of one stops none. */
export async function cutAll(room: Desk, ids: readonly string[]): Promise<void> {
  let ordered = 0;
  for (const id of ids) await room.cut(id).then(() => ordered++, (error: unknown) => refuse(asApiError(error)));
  if (ordered > 0) toast({ text: words.cutting(ordered), kind: 'good' });
}

export async function deleteAll(room: Desk, ids: readonly string[]): Promise<void> {
  const marks = ids.map((id) => room.marks.known(id)).filter((mark) => mark !== undefined);
  let gone = 0;
  for (const mark of marks) await room.remove(mark.id).then(() => gone++, (error: unknown) => refuse(asApiError(error)));
  const first = marks[0];
  if (gone === 0 || !first) return;
  const back = async (): Promise<void> => {
    for (let i = 0; i < gone; i++) await room.undo().catch((error: unknown) => refuse(asApiError(error)));
  };
  toast({ text: gone === 1 ? words.deleted(spoken(first.number)) : words.deletedMany(gone), act: { label: words.undo, run: () => void back() } });
}
