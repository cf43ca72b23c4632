import { texts } from '../../platform/texts';
import type { SortKey } from './marks';
import { useDesk } from './parts';

const words = texts.desk.marks;
const COLUMNS: readonly SortKey[] = ['number', 'label', 'in', 'out', 'length', 'rating', 'author', 'clip'];

/** Names of the columns; a press sorts by one, a second press turns the order round. */
export function MarkHeader() {
  const { room } = useDesk();
  const view = room.marks.view.value;
  return (
    <div class="row head">
      <span class="pick" />
      {COLUMNS.map((key) => (
        <button
          key={key} type="button" title={key === 'rating' ? texts.desk.detail.rating : undefined} class={`cell-${key}`} aria-pressed={view.sort === key}
          onClick={() => { room.marks.view.value = { ...view, sort: key, descending: view.sort === key && !view.descending }; }}
        >
          {words.columns[key]}{view.sort === key ? (view.descending ? ' ↓' : ' ↑') : ''}
        </button>
      ))}
    </div>
  );
}
