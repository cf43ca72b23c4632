// Frames, ms and timecode on an exact rate. The same arithmetic as the box's FrameTime and Timecode (SMPTE ST 12-1): a frame that the box
// names is the frame that the page names.

/** Frames a second as an exact fraction. */
export interface Rate {
  readonly num: number;
  readonly den: number;
}

/** What a film without a known rate is stepped by, as the box's deck does. */
export const RATE_UNKNOWN: Rate = { num: 25, den: 1 };

/** Start of a frame in ms, rounded half up; the products stay exact up to 2^53. */
export function frameToMs(frame: number, rate: Rate): number {
  return divRound(frame * 1000 * rate.den, rate.num);
}

/** Start of a frame in ms, not rounded: for the picture, not for the API. */
export function frameStart(frame: number, rate: Rate): number {
  return (frame * 1000 * rate.den) / rate.num;
}

/** The first frame whose start lies at or behind ms, with half a ms of tolerance. */
export function firstFrameFrom(ms: number, rate: Rate): number {
  if (ms <= 0) return 0;
  return Math.ceil(((2 * Math.floor(ms) - 1) * rate.num) / (2000 * rate.den) - 1e-9);
}

/** The frame that is on the picture at a whole ms. */
export function frameAt(ms: number, rate: Rate): number {
  const next = firstFrameFrom(ms, rate);
  return frameToMs(next, rate) <= ms ? next : Math.max(0, next - 1);
}

/** The frame that covers an instant, such as a video's time; a hair before a start counts as the start, as some containers round to whole ms. */
export function frameCovering(ms: number, rate: Rate): number {
  return Math.max(0, Math.floor((ms * rate.num) / (1000 * rate.den) + Math.max(0.02, (0.7 * rate.num) / (1000 * rate.den))));
}

/** How many frames a content of this length has; 1 at least. */
export function frameCount(durationMs: number, rate: Rate): number {
  return Math.max(1, firstFrameFrom(durationMs, rate));
}

/** Length of a frame in ms. */
export const frameLength = (rate: Rate): number => (1000 * rate.den) / rate.num;

/** True for 29.97 and 59.94, the only rates with drop-frame names. */
export function allowsDropFrame(rate: Rate): boolean {
  return rate.den * 30000 === rate.num * 1001 || rate.den * 60000 === rate.num * 1001;
}

/** Numbers in a timecode's second: the rate rounded up. */
export const numbersInSecond = (rate: Rate): number => Math.ceil(rate.num / rate.den - 1e-9);

/** HH:MM:SS:FF, or HH:MM:SS;FF for drop-frame. */
export function timecode(frame: number, rate: Rate, dropFrame = false): string {
  const drop = dropFrame && allowsDropFrame(rate);
  const numbers = numbersInSecond(rate);
  const day = 24 * 3600 * numbers - (drop ? (1440 - 144) * dropped(rate) : 0);
  let name = ((frame % day) + day) % day;
  if (drop) name = withSkipped(name, rate);
  const seconds = Math.floor(name / numbers);
  const ff = String(name % numbers).padStart(numbers > 100 ? 3 : 2, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}${drop ? ';' : ':'}${ff}`;
}

/** The frame that a timecode names; null for what is none, or a number that drop-frame skips. A ';' makes it drop-frame. */
export function parseTimecode(text: string, rate: Rate): number | null {
  const match = /^\s*(\d{1,2}):(\d{1,2}):(\d{1,2})([:;])(\d{1,3})\s*$/.exec(text);
  if (!match) return null;
  const [h, m, s, f] = [match[1], match[2], match[3], match[5]].map(Number) as [number, number, number, number];
  const drop = match[4] === ';';
  const numbers = numbersInSecond(rate);
  if (h > 23 || m > 59 || s > 59 || f >= numbers || (drop && !allowsDropFrame(rate))) return null;
  const name = ((h * 60 + m) * 60 + s) * numbers + f;
  if (!drop) return name;
  if (s === 0 && m % 10 !== 0 && f < dropped(rate)) return null;
  const minutes = h * 60 + m;
  return name - dropped(rate) * (minutes - Math.floor(minutes / 10));
}

/** What people type as a place: a timecode, seconds ("12.5"), m:s, h:m:s, or a frame ("#120"). The frame, or null. */
export function parsePlace(text: string, rate: Rate, start = 0): number | null {
  const trimmed = text.trim();
  const frame = /^#(\d{1,9})$/.exec(trimmed);
  if (frame) return Number(frame[1]);
  const full = parseTimecode(trimmed, rate);
  if (full !== null) return full - start >= 0 ? full - start : null;
  const parts = /^(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5}(?:[.,]\d{1,3})?)$/.exec(trimmed);
  if (!parts) return null;
  const seconds = Number(parts[1] ?? 0) * 3600 + Number(parts[2] ?? 0) * 60 + Number((parts[3] ?? '0').replace(',', '.'));
  return frameAt(Math.round(seconds * 1000), rate);
}

/** HH:MM:SS.mmm */
export function clock(ms: number, digits = 3): string {
  const s = Math.max(0, ms) / 1000;
  const rest = digits > 0 ? (Math.floor((s % 60) * 10 ** digits) / 10 ** digits).toFixed(digits).padStart(3 + digits, '0') : two(s % 60);
  return `${two(s / 3600)}:${two((s / 60) % 60)}:${rest}`;
}

/** A length as people say it: 12 f below a second, 4.2 s, 3:05, 1:02:03. */
export function span(ms: number, rate: Rate): string {
  if (ms < 1000) return `${Math.round(ms / frameLength(rate))} f`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const s = Math.round(ms / 1000);
  return s < 3600 ? `${Math.floor(s / 60)}:${two(s % 60)}` : `${Math.floor(s / 3600)}:${two((s / 60) % 60)}:${two(s % 60)}`;
}

const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');

const dropped = (rate: Rate): number => numbersInSecond(rate) / 15;

function withSkipped(frame: number, rate: Rate): number {
  const skip = dropped(rate);
  const inMinute = 60 * numbersInSecond(rate) - skip;
  const inTen = 10 * inMinute + skip; // the first of ten minutes skips nothing
  const rest = frame % inTen;
  const minutes = rest < skip ? 0 : Math.floor((rest - skip) / inMinute);
  return frame + skip * (9 * Math.floor(frame / inTen) + minutes);
}

// Whole-number division, half away from zero, exact while the product is below 2^53.
function divRound(a: number, b: number): number {
  const whole = Math.floor(a / b);
  const rest = a - whole * b;
  return 2 * rest >= b ? whole + 1 : whole;
}
