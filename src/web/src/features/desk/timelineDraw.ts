// What the timeline draws itself: ten thousand bars are one canvas, not ten thousand elements.
import type { Rate } from '../../platform/timecode';
import type { Bookmark } from './types';
import { spoken } from './parts';
import { tickLength, type Window } from './zoom';

export interface Drawing {
  readonly window: Window;
  readonly frames: number;
  readonly rate: Rate;
  readonly marks: readonly Bookmark[];
  readonly current: string | null;
  readonly selected: ReadonlySet<string>;
  readonly chapters: readonly { readonly frame: number; readonly title: string }[];
  readonly name: (frame: number) => string;
}

/** Where the lanes of bookmarks begin, in px from the top. */
export const LANES_TOP = 62;
export const LANE = 16;
const LANES = 3;
const LEAST_PX = 3;

export function draw(canvas: HTMLCanvasElement, width: number, height: number, what: Drawing): void {
  const scale = devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.scale(scale, scale);
  pen.font = '11px ui-monospace, "DejaVu Sans Mono", Menlo, monospace';
  pen.textBaseline = 'middle';
  const x = (frame: number): number => ((frame - what.window.from) / what.window.length) * width;
  ruler(pen, width, height, what, x);
  chapters(pen, width, what, x);
  bars(pen, width, what, x);
}

/** The bookmark under a place, the shortest where they overlap. */
export function markAt(marks: readonly Bookmark[], frame: number, y: number, framesInPx: number): Bookmark | null {
  const lane = Math.floor((y - LANES_TOP) / LANE);
  const reach = framesInPx * 3;
  const hits = marks.filter((m) => m.startFrame - reach <= frame && frame <= m.endFrame + reach && laneOf(m) === lane);
  return hits.sort((a, b) => a.endFrame - a.startFrame - (b.endFrame - b.startFrame))[0] ?? null;
}

/** Neighbours lie in lanes of their own, by their number: a bar never changes its place. */
export const laneOf = (mark: Bookmark): number => (mark.number - 1) % LANES;

function ruler(pen: CanvasRenderingContext2D, width: number, height: number, what: Drawing, x: (frame: number) => number): void {
  const step = tickLength(what.window.length, what.rate.num / what.rate.den, Math.max(2, width / 110));
  pen.fillStyle = '#8593a3';
  pen.strokeStyle = '#222a34';
  pen.beginPath();
  const first = Math.ceil(what.window.from / step) * step;
  for (let frame = first; frame <= Math.min(what.frames, what.window.from + what.window.length); frame += step) {
    const at = Math.round(x(frame)) + 0.5;
    pen.moveTo(at, 0);
    pen.lineTo(at, height);
    pen.fillText(what.name(frame), at + 4, 8);
  }
  pen.stroke();
}

function chapters(pen: CanvasRenderingContext2D, width: number, what: Drawing, x: (frame: number) => number): void {
  for (const chapter of what.chapters) {
    const at = x(chapter.frame);
    if (at < -200 || at > width) continue;
    pen.fillStyle = '#7ab7ff';
    pen.fillRect(at, 16, 1.5, LANES_TOP - 16);
    pen.fillStyle = '#a9b5c3';
    pen.fillText(chapter.title, at + 5, 24, 140);
  }
}

function bars(pen: CanvasRenderingContext2D, width: number, what: Drawing, x: (frame: number) => number): void {
  const ends = new Array<number>(LANES).fill(-Infinity);
  for (const mark of what.marks) {
    const from = x(mark.startFrame);
    const length = Math.max(LEAST_PX, x(mark.endFrame) - from);
    if (from + length < 0 || from > width) continue;
    const chosen = mark.id === what.current || what.selected.has(mark.id);
    const lane = laneOf(mark);
    // What lies under the same pixel is drawn once.
    if (!chosen && length <= LEAST_PX && from < (ends[lane] ?? 0)) continue;
    ends[lane] = from + 1;
    bar(pen, mark, from, LANES_TOP + lane * LANE, length, chosen, mark.id === what.current);
  }
}

function bar(pen: CanvasRenderingContext2D, mark: Bookmark, x: number, y: number, width: number, chosen: boolean, current: boolean): void {
  pen.fillStyle = mark.colour ?? '#54708f';
  pen.globalAlpha = chosen ? 1 : 0.75;
  pen.fillRect(x, y + 1, width, LANE - 3);
  pen.globalAlpha = 1;
  if (mark.clip?.state === 'complete') {
    pen.fillStyle = '#3ddc84';
    pen.fillRect(x, y + LANE - 4, width, 2);
  }
  if (current) {
    pen.strokeStyle = '#7ab7ff';
    pen.lineWidth = 2;
    pen.strokeRect(x, y + 1, width, LANE - 3);
    pen.lineWidth = 1;
  }
  if (width > 34) {
    pen.fillStyle = ink(mark.colour ?? '#54708f');
    pen.save();
    pen.beginPath();
    pen.rect(x, y, width - 3, LANE);
    pen.clip();
    pen.fillText(`${spoken(mark.number)} ${mark.label}`, x + 5, y + LANE / 2);
    pen.restore();
  }
}

/** Black or white, whichever can be read on a colour (WCAG relative luminance). */
export function ink(colour: string): string {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const part = parseInt(colour.slice(i, i + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? '#000' : '#fff';
}
