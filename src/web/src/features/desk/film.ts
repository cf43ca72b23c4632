// The video as the picture uses it: which frame it has, where it was sent, and whether that can be told at all.
import { signal } from '@preact/signals';
import { frameCovering, frameStart, type Rate } from '../../platform/timecode';

const SETTLED_MS = 40;
const UNEVEN = 0.15;
const SAME_PICTURE_MS = 150;

export class Film {
  /** The frame on the screen; null while nobody knows. */
  readonly shown = signal<number | null>(null);
  #frame: number | null = null;
  #ms = 0;
  #phase: number | null = null;
  #uneven = false;
  #seeking = false;
  #movedAt = 0;
  #seekedAt = 0;
  #fresh = false;
  #sought: number | null = null;
  #soughtAt = 0;
  #seekMs = 100;

  constructor(readonly video: HTMLVideoElement) {}

  /** The frame that the browser presented last; null while nobody knows. */
  get frame(): number | null {
    return this.#frame;
  }

  /** The frame that it has or, after a seek, will have; null while nobody knows. */
  get place(): number | null {
    // A browser that stays on the same picture may tell of no new one.
    const known = this.#fresh || (!this.seeking && performance.now() - this.#seekedAt > SAME_PICTURE_MS);
    return known ? this.#frame : this.#sought ?? this.#frame;
  }

  /** Its frames do not lie on the grid of its rate: only a seek to a moment tells which picture is that moment's. */
  get uneven(): boolean {
    return this.#uneven;
  }

  /** How long its last seek took until there was a picture, ms. */
  get seekMs(): number {
    return this.#seekMs;
  }

  get seeking(): boolean {
    return this.#seeking || this.video.seeking;
  }

  /** Another source: nothing is known any more. */
  forget(): void {
    this.#frame = null;
    this.#phase = null;
    this.#uneven = false;
    this.#seeking = false;
  }

  /** The browser has put a picture on the screen; the frame of it. */
  present(mediaTime: number, rate: Rate, frames: number): number {
    this.#ms = mediaTime * 1000;
    if (!this.#fresh && !this.seeking && this.#sought !== null) this.#seekMs = performance.now() - this.#soughtAt;
    this.#fresh = !this.seeking;
    const phase = (((this.#ms * rate.num) / (1000 * rate.den)) % 1 + 1) % 1;
    this.#phase ??= phase;
    const apart = Math.abs(phase - this.#phase);
    if (Math.min(apart, 1 - apart) > UNEVEN) this.#uneven = true;
    return (this.#frame = Math.min(frames - 1, frameCovering(this.#ms, rate)));
  }

  /** Sends it to a place within a frame: the middle, 0.5, as its edges are rounded differently by everyone. */
  seek(frame: number, rate: Rate, part = 0.5): void {
    this.#seeking = true;
    this.#fresh = false;
    this.#sought = frame;
    this.#movedAt = this.#soughtAt = performance.now();
    this.video.currentTime = frameStart(frame + part, rate) / 1000;
  }

  seeked(): void {
    this.#seeking = false;
    this.#seekedAt = performance.now();
  }

  /** It plays, or did a moment ago: a newer picture may be on its way. */
  moved(now: number): void {
    this.#movedAt = now;
    if (this.#fresh) this.#sought = null;
  }

  /** The frame that it stands on for sure; null while it moves or did a moment ago. */
  standsOn(now: number): number | null {
    if (this.seeking || !this.video.paused || now - this.#movedAt < SETTLED_MS) return null;
    if (!this.#uneven) return this.#frame;
    // The last picture that begins before this moment is this moment's: that is what a seek shows.
    const at = this.video.currentTime * 1000;
    return this.#ms <= at + 0.5 && (this.#fresh || now - this.#seekedAt > SAME_PICTURE_MS) ? this.#sought : null;
  }

  show(frame: number | null): void {
    if (this.shown.value !== frame) this.shown.value = frame;
  }
}
