import { useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { asApiError } from '../../platform/api';
import { frameAt, frameToMs, type Rate } from '../../platform/timecode';
import { texts } from '../../platform/texts';
import { filmTimecode, frameUrl, refuse, spoken, useDesk } from './parts';
import { LANE, LANES_TOP, laneOf } from './timelineDraw';
import type { Bookmark } from './types';
import { snap, windowOf } from './zoom';

const words = texts.desk.timeline;
const REACH_PX = 8;
const RESTS_MS = 120;

interface HandlesProps {
  readonly place: (frame: number) => string;
  readonly frameOf: (event: PointerEvent) => number;
}

/** The ends of the open bookmark: dragged they snap to other ends, chapters and the playhead, and show the frame that they would be. */
export function Handles({ place, frameOf }: HandlesProps) {
  const { room } = useDesk();
  const mark = room.marks.get(room.marks.current.value);
  if (!mark || !room.mayEdit(mark) || room.isBarred(mark)) return null;
  return <><Handle mark={mark} end="in" place={place} frameOf={frameOf} /><Handle mark={mark} end="out" place={place} frameOf={frameOf} /></>;
}

/** The frame that the end would be, once the hand rests: the box decodes none that nobody looks at, and no other one is shown meanwhile. */
function Preview({ frame, rate }: { readonly frame: number; readonly rate: Rate }) {
  const { room } = useDesk();
  const [rested, setRested] = useState(-1);
  useEffect(() => {
    const timer = setTimeout(() => setRested(frame), RESTS_MS);
    return () => clearTimeout(timer);
  }, [frame]);
  if (rested !== frame) return <span class="blank" />;
  return <img key={frame} src={frameUrl(room.workspace.value?.contentKey ?? '', frame, rate, 120)} alt="" width="142" height="80" />;
}

function Handle({ mark, end, place, frameOf }: HandlesProps & { readonly mark: Bookmark; readonly end: 'in' | 'out' }) {
  const { room, transport, media } = useDesk();
  const moved = useSignal<number | null>(null);
  const motion = transport.motion.value;
  if (!motion) return null;
  const frame = moved.value ?? (end === 'in' ? mark.startFrame : mark.endFrame);
  const within = (wanted: number): number => (end === 'in'
    ? Math.max(0, Math.min(mark.endFrame - 1, Math.round(wanted)))
    : Math.max(mark.startFrame + 1, Math.min(motion.frames, Math.round(wanted))));
  const save = (to: number): void => {
    const ms = frameToMs(to, motion.rate);
    const change = end === 'in' ? { startMs: ms, startFrame: to } : { endMs: ms, endFrame: to };
    const done = room.marks.overlay(mark.id, change); // the bar goes along at once
    room.edit(mark.id, end === 'in' ? { startMs: ms } : { endMs: ms }).catch((error: unknown) => refuse(asApiError(error))).finally(done);
  };
  const shownFrame = end === 'in' ? frame : frame - 1;
  return (
    <button
      type="button" class={`handle ${end}`} data-own-keys="" style={{ left: place(frame), top: `${LANES_TOP + laneOf(mark) * LANE}px` }}
      aria-label={end === 'in' ? words.handleIn(spoken(mark.number)) : words.handleOut(spoken(mark.number))}
      onKeyDown={(event) => {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (by === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        save(within(frame + by));
      }}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        moved.value = frame;
      }}
      onPointerMove={(event) => {
        if (moved.value === null) return;
        const area = event.currentTarget.parentElement!.clientWidth;
        const others = room.marks.byTime.value.filter((m) => m.id !== mark.id).flatMap((m) => [m.startFrame, m.endFrame]);
        const places = [...others, transport.frame(), ...(media?.chapters ?? []).map((c) => frameAt(c.startMs, motion.rate))];
        moved.value = within(snap(Math.round(frameOf(event)), event.altKey ? [] : places, (REACH_PX * windowOf(motion.frames).length) / area));
      }}
      onPointerUp={() => {
        if (moved.value !== null) save(moved.value);
        moved.value = null;
      }}
      onPointerCancel={() => { moved.value = null; }}
    >
      {moved.value !== null && (
        <span class="preview">
          <Preview frame={shownFrame} rate={motion.rate} />
          <span class="mono">{filmTimecode(frame, motion.rate, media)}</span>
        </span>
      )}
    </button>
  );
}
