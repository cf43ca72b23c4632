import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../../parts';
import type { Workspace } from '../../platform/records';
import { texts } from '../../platform/texts';
import type { Filter, StateChoice } from './filter';

const words = texts.clips;
const REST_MS = 300;

/** What is looked for; words go to the box when the fingers rest. */
export function ClipFilters({ filter, rooms, onChange }: { readonly filter: Filter; readonly rooms: readonly Workspace[] | null; readonly onChange: (filter: Filter) => void }) {
  const [text, setText] = useState(filter.search);
  useEffect(() => setText(filter.search), [filter.search]);
  useEffect(() => {
    if (text === filter.search) return undefined;
    const timer = setTimeout(() => onChange({ ...filter, search: text }), REST_MS);
    return () => clearTimeout(timer);
  }, [text, filter]);
  return (
    <div class="filters" role="search">
      <div class="search-box">
        <Icon name="search" size={16} />
        <input type="search" aria-label={words.search} placeholder={words.search} maxLength={200} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </div>
      <select aria-label={words.workspace} value={filter.workspaceId} onChange={(event) => onChange({ ...filter, workspaceId: event.currentTarget.value })}>
        <option value="">{words.allWorkspaces}</option>
        {rooms?.map((room) => <option key={room.id} value={room.id}>{room.title}</option>)}
      </select>
      <select aria-label={words.state} value={filter.state} onChange={(event) => onChange({ ...filter, state: event.currentTarget.value as StateChoice })}>
        {Object.entries(words.states).map(([key, said]) => <option key={key} value={key}>{said}</option>)}
      </select>
      <select aria-label={words.mode} value={filter.mode} onChange={(event) => onChange({ ...filter, mode: event.currentTarget.value })}>
        <option value="">{words.anyMode}</option>
        {Object.entries(words.modesShort).map(([key, said]) => <option key={key} value={key}>{said}</option>)}
      </select>
    </div>
  );
}
