import { useEffect, useRef } from 'preact/hooks';
import { Icon, IconButton } from '../../parts';
import { frameAt } from '../../platform/timecode';
import { texts } from '../../platform/texts';
import { draw, LANES_TOP, markAt } from './timelineDraw';
import { filmTimecode, useDesk } from './parts';
import { Handles } from './TimelineHandles';
import { TimelineNotes } from './TimelineNotes';
import { Strips } from './TimelineStrips';
import { zoomAround } from './useDeskKeys';
import { useTick } from './useTick';
import { keepInView, left, panBy, windowOf, zoom, zoomBy } from './zoom';

const words = texts.desk.timeline;

/** The film from end to end, or a part of it: ruler, chapters, pictures, sound, bookmarks, playheads. */
export function Timeline() {
  const { room, transport, media } = useDesk();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const motion = transport.motion.value;
  const frames = motion?.frames ?? 1;
  const rate = motion?.rate ?? { num: 25, den: 1 };
  const open = transport.openMark.value;
  const marks = room.marks.byTime.value;
  const current = room.marks.current.value;

  const paint = (): void => {
    if (!canvas.current || !box.current) return;
    draw(canvas.current, box.current.clientWidth, box.current.clientHeight, {
      window: windowOf(frames), frames, rate, marks, current, selected: room.marks.selected.value,
      chapters: (media?.chapters ?? []).map((c) => ({ frame: frameAt(c.startMs, rate), title: c.title ?? '' })),
      name: (frame) => filmTimecode(frame, rate, media),
    });
  };
  useEffect(paint, [marks, current, room.marks.selected.value, frames, zoom.value, left.value, media]);
  useEffect(() => {
    if (!box.current) return undefined;
    const watch = new ResizeObserver(paint);
    watch.observe(box.current);
    return () => watch.disconnect();
  });
  useTick(() => {
    const at = transport.frame();
    const { from, length } = windowOf(frames);
    if (transport.speed !== 0) keepInView(at, frames);
    if (head.current) head.current.style.transform = `translateX(${((at - from) / length) * (box.current?.clientWidth ?? 0)}px)`;
  }, [transport, frames]);

  const frameOf = (event: PointerEvent | WheelEvent): number => {
    const area = box.current!.getBoundingClientRect();
    const { from, length } = windowOf(frames);
    return from + ((event.clientX - area.left) / area.width) * length;
  };
  const place = (frame: number): string => `${((frame - windowOf(frames).from) / windowOf(frames).length) * 100}%`;
  const dragging = useRef(false);
  return (
    <div class="timeline" role="group" aria-label={words.label}>
      <div class="zoom">
        <IconButton label={`${words.zoomOut} (-)`} onClick={() => zoomAround(0.5, transport)}>−</IconButton>
        <IconButton label={`${words.zoomIn} (+)`} onClick={() => zoomAround(2, transport)}>+</IconButton>
        <IconButton label={words.all} onClick={() => { zoom.value = 1; left.value = 0; }}><Icon name="whole" size={14} /></IconButton>
      </div>
      <div
        class="track" ref={box}
        onWheel={(event) => {
          event.preventDefault();
          const area = event.currentTarget.getBoundingClientRect();
          if (event.ctrlKey || event.metaKey) zoomBy(event.deltaY < 0 ? 1.25 : 0.8, (event.clientX - area.left) / area.width);
          else panBy((event.deltaX || event.deltaY) / area.width);
        }}
        onPointerDown={(event) => {
          if ((event.target as Element).closest('.handle')) return;
          const area = event.currentTarget.getBoundingClientRect();
          const y = event.clientY - area.top;
          const hit = y >= LANES_TOP ? markAt(marks, frameOf(event), y, windowOf(frames).length / area.width) : null;
          if (hit) {
            room.marks.current.value = hit.id;
            transport.stand(hit.startFrame);
            return;
          }
          dragging.current = true;
          event.currentTarget.setPointerCapture(event.pointerId);
          transport.seek(frameOf(event));
        }}
        onPointerMove={(event) => { if (dragging.current) transport.seek(frameOf(event)); }}
        onPointerUp={() => { dragging.current = false; }}
        onPointerCancel={() => { dragging.current = false; }}
      >
        <Strips />
        <canvas ref={canvas} aria-hidden="true" />
        {open && <div class="open-mark" data-frame={open.frame} style={{ left: place(open.frame) }} title={words.openMark}><b>{texts.desk.detail.in}</b></div>}
        {transport.loop.value && <div class="loop" style={{ left: place(transport.loop.value.in), width: `${((transport.loop.value.out - transport.loop.value.in) / windowOf(frames).length) * 100}%` }} />}
        <TimelineNotes place={place} />
        <Handles place={place} frameOf={frameOf} />
        {[...room.cursors.value.values()].filter((c) => c.positionMs !== null && c.user.id !== room.me.id).map((c) => (
          <div key={c.connectionId} class="other-head" style={{ left: place(frameAt(Math.round(c.positionMs ?? 0), rate)) }} title={c.user.name}><b>{c.user.name}</b></div>
        ))}
        <div
          class="playhead" ref={head} role="slider" tabIndex={0} aria-label={words.playhead}
          aria-valuemin={0} aria-valuemax={frames - 1} aria-valuenow={motion?.frame ?? 0} aria-valuetext={filmTimecode(motion?.frame ?? 0, rate, media)}
          onKeyDown={(event) => {
            const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
            if (by === undefined) return;
            event.preventDefault();
            event.stopPropagation();
            transport.step(by * (event.shiftKey ? Math.round(rate.num / rate.den) : 1));
          }}
        />
      </div>
    </div>
  );
}
