import { signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useDesk } from './parts';

/** Whether this page's pointer is shown to the others. */
export const pointing = signal(false);

const EVERY_MS = 40;
const FADES_AFTER_MS = 1500;
const GONE_AFTER_MS = 2500;

/** Sends where the pointer is on the picture, at most 25 times a second, and the playhead once a second. */
export function usePointer(box: RefObject<HTMLElement | null>): { onPointerMove?: (event: PointerEvent) => void } {
  const { room, transport } = useDesk();
  useEffect(() => {
    let last = -1;
    const timer = setInterval(() => {
      const motion = transport.motion.value;
      if (!motion) return;
      const ms = Math.round((transport.frame() * 1000 * motion.rate.den) / motion.rate.num);
      if (ms !== last) room.tell('cursor_position', { positionMs: ms });
      last = ms;
    }, 1000);
    return () => clearInterval(timer);
  }, [room]);
  let sent = 0;
  return {
    onPointerMove: (event) => {
      const now = performance.now();
      const video = box.current?.querySelector('video');
      if (!pointing.value || now - sent < EVERY_MS || !video) return;
      sent = now;
      const area = pictureArea(video);
      const x = (event.clientX - area.left) / area.width;
      const y = (event.clientY - area.top) / area.height;
      if (x >= 0 && x <= 1 && y >= 0 && y <= 1) room.tell('cursor_position', { x, y });
    },
  };
}

/** The others' pointers: a coloured dot with a name, which fades when it rests. */
export function Cursors() {
  const { room } = useDesk();
  const video = document.querySelector<HTMLVideoElement>('.picture video');
  const now = performance.now();
  const shown = [...room.cursors.value.values()].flatMap((c) => (c.point && now - c.point.at < GONE_AFTER_MS ? [{ ...c, point: c.point }] : []));
  const [, look] = useState(0);
  useEffect(() => {
    if (shown.length === 0) return undefined;
    const timer = setTimeout(() => look(now), 250);
    return () => clearTimeout(timer);
  });
  if (!video || shown.length === 0) return null;
  const area = pictureArea(video);
  const outer = video.getBoundingClientRect();
  return (
    <div class="cursors" aria-hidden="true">
      {shown.map(({ connectionId, user, point }) => (
        <span
          key={connectionId} class={`laser${now - point.at > FADES_AFTER_MS ? ' fades' : ''}`}
          style={{ left: `${area.left - outer.left + point.x * area.width}px`, top: `${area.top - outer.top + point.y * area.height}px` }}
        ><b>{user.name}</b></span>
      ))}
    </div>
  );
}

// The film within its box: bars above and below, or beside it, are no part of it.
function pictureArea(video: HTMLVideoElement): { left: number; top: number; width: number; height: number } {
  const box = video.getBoundingClientRect();
  const ratio = video.videoWidth > 0 ? video.videoWidth / video.videoHeight : 16 / 9;
  const width = Math.min(box.width, box.height * ratio);
  const height = width / ratio;
  return { left: box.left + (box.width - width) / 2, top: box.top + (box.height - height) / 2, width, height };
}
