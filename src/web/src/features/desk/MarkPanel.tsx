import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, EmptyState } from '../../parts';
import { texts } from '../../platform/texts';
import { ALL } from './marks';
import { MarkDetail } from './MarkDetail';
import { MarkHeader } from './MarkHeader';
import { MarkRow } from './MarkRow';
import { MarkTools } from './MarkTools';
import { useDesk } from './parts';

const words = texts.desk.marks;
export const ROW_PX = 34;
const SPARE = 8;

/** The bookmarks: tools, list, and the open one below. Only the rows in sight are drawn, so that ten thousand scroll as ten do. */
export function MarkPanel() {
  const { room } = useDesk();
  const list = room.marks.list.value;
  const current = room.marks.get(room.marks.current.value);
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 600 });

  useEffect(() => {
    if (!box.current) return undefined;
    const watch = new ResizeObserver(() => look());
    watch.observe(box.current);
    return () => watch.disconnect();
  }, [list.length === 0]);
  useEffect(() => {
    const at = list.findIndex((mark) => mark.id === room.marks.current.value);
    if (at < 0 || !box.current) return;
    const { scrollTop, clientHeight } = box.current;
    if (at * ROW_PX < scrollTop) box.current.scrollTop = at * ROW_PX;
    else if ((at + 1) * ROW_PX > scrollTop + clientHeight) box.current.scrollTop = (at + 1) * ROW_PX - clientHeight;
  }, [room.marks.current.value]);

  const look = (): void => {
    if (!box.current) return;
    const { scrollTop, clientHeight } = box.current;
    const top = Math.floor(scrollTop / ROW_PX);
    if (top !== seen.top || clientHeight !== seen.height) setSeen({ top, height: clientHeight });
  };
  const from = Math.max(0, Math.min(seen.top, list.length) - SPARE);
  const to = Math.min(list.length, seen.top + Math.ceil(seen.height / ROW_PX) + SPARE);
  return (
    <section class="mark-panel" role="tabpanel" aria-labelledby="tab-marks">
      <MarkTools />
      <MarkHeader />
      {list.length === 0
        ? <NoMarks />
        : (
          <div class="rows" ref={box} onScroll={look} role="grid" aria-label={words.label} aria-rowcount={list.length} tabIndex={0}>
            <div class="sheet" role="rowgroup" style={{ height: `${list.length * ROW_PX}px` }}>
              {list.slice(from, to).map((mark, i) => (
                <MarkRow key={mark.id} mark={mark} top={(from + i) * ROW_PX} place={from + i + 1} />
              ))}
            </div>
          </div>
        )}
      {current && <MarkDetail key={current.id} mark={current} />}
    </section>
  );
}

function NoMarks() {
  const { room } = useDesk();
  if (room.marks.size === 0) return <EmptyState title={words.none} hint={words.noneHint} />;
  return <EmptyState title={words.noMatch}><Button onClick={() => { room.marks.view.value = { ...ALL, sort: room.marks.view.value.sort }; }}>{words.clear}</Button></EmptyState>;
}
