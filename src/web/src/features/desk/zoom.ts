// What part of the film the timeline shows.
import { signal } from '@preact/signals';

export interface Window {
  /** First frame shown. */
  readonly from: number;
  /** Frames shown. */
  readonly length: number;
}

/** Times the whole film: 1 shows all of it. */
export const zoom = signal(1);
/** Left edge in parts of the film, 0 to 1. */
export const left = signal(0);

const MOST = 4096;

export function zoomBy(by: number, around = 0.5): void {
  const before = zoom.value;
  const next = Math.max(1, Math.min(MOST, before * by));
  // What lies under the pointer stays there.
  const at = left.value + around / before;
  zoom.value = next;
  left.value = clamp(at - around / next, next);
}

export function panBy(parts: number): void {
  left.value = clamp(left.value + parts / zoom.value, zoom.value);
}

export function windowOf(frames: number): Window {
  return { from: left.value * frames, length: frames / zoom.value };
}

/** Moves the window so that a frame is in it; pages, as following each frame would make the eyes swim. */
export function keepInView(frame: number, frames: number): void {
  if (zoom.value === 1) return;
  const { from, length } = windowOf(frames);
  if (frame >= from && frame <= from + length) return;
  left.value = clamp(frame / frames - 0.1 / zoom.value, zoom.value);
}

const clamp = (at: number, zoomed: number): number => Math.max(0, Math.min(1 - 1 / zoomed, at));

/** The frame within reach of `frame` to which a dragged end snaps: other ends, chapters, the playhead. */
export function snap(frame: number, places: readonly number[], reach: number): number {
  let best = frame;
  let distance = reach + 1e-9;
  for (const place of places) {
    const d = Math.abs(place - frame);
    if (d <= distance) {
      best = place;
      distance = d - 1e-9;
    }
  }
  return best;
}

/** Ticks of a ruler: every so many frames that no more than `most` stand in the window; a second, a minute and so on. */
export function tickLength(framesShown: number, perSecond: number, most: number): number {
  const steps = [1, 5, 10].concat([1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200].map((s) => Math.round(s * perSecond)));
  return steps.find((s) => framesShown / s <= most) ?? Math.round(7200 * perSecond);
}
