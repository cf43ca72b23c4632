// A deck that stands: the very frame on the screen, and its neighbours made ready behind it.
import { frameCovering, frameLength, type Rate } from '../../platform/timecode';
import { canGrab, Cover, grab } from './cover';
import type { Film } from './film';
import { FrameShelf } from './frameShelf';
import type { Motion } from './motion';
import { BLOCK, nextMove, REACH, READY, type Standing } from './standing';

const STILL_AFTER_MS = 400;
const STILL_ONLY_AFTER_MS = 50;
const AIM_AGAIN_MS = 250;
const SHELF = 64;
const SHELF_WIDTH = 960;
// Frames a second of a run. When a video begins to play, its first frames are easily missed.
const RUN_AT_FIRST = 20;
const PASSES_AT_FIRST = 3;
const SLOWER = 0.8;
const NOWHERE = { frame: -1, at: 0, again: false };

export class Stand {
  muted = false;
  /** Only the box's stills say which picture a moment has: its frames have no even length. */
  stillsOnly = false;
  /** It decodes ahead, behind the cover. */
  running = false;
  #aimed = NOWHERE;
  #rest = { frame: -1, since: 0, everyMs: Infinity, heading: 0 as -1 | 0 | 1, filled: false };
  #stillAsked = -1;
  #pace = 1;
  #passedLast = -1;
  #passes = 0;
  #runs = 0;
  readonly #shelf = new FrameShelf(SHELF, SHELF_WIDTH);

  constructor(
    private readonly film: Film,
    private readonly cover: Cover,
    private readonly wantedNow: () => number | null,
    private readonly stillUrl: (frame: number, rate: Rate) => string,
  ) {}

  /** Nothing is known any more. */
  forget(): void {
    this.#aimed = NOWHERE;
    this.running = false;
    this.#shelf.clear();
  }

  /** The deck stood elsewhere, or moved. */
  begin(): void {
    this.#aimed = NOWHERE;
  }

  tick(motion: Motion, wanted: number): void {
    const now = performance.now();
    if (!this.film.video.paused) this.film.moved(now);
    this.#rests(wanted, now);
    this.#look(motion, wanted, now);
    // While a seek ends, the browser tells of the frame before it can be had.
    if (this.running && this.film.shown.value !== wanted && this.film.place === wanted) this.#take(motion, wanted);
    if (!this.film.seeking && this.film.video.readyState >= 1) this.#move(motion, wanted, now);
    if (motion.speed === 0 && now - this.#rest.since > (this.stillsOnly ? STILL_ONLY_AFTER_MS : STILL_AFTER_MS) && this.film.shown.value !== wanted) this.#askStill(motion, wanted);
  }

  /** A frame of a run: kept, and shown where it is on the way to the one that is wanted. */
  passed(motion: Motion, frame: number): void {
    if (!this.film.seeking || frame === this.#passedLast + 1) this.#watchLosses(motion, frame);
    this.#take(motion, frame);
  }

  #take(motion: Motion, frame: number): void {
    const { video, shown } = this.film;
    const grabbed = grab(video);
    if (!grabbed) return;
    const { picture, ms } = grabbed;
    // The picture and what the browser said of it must agree.
    if (frameCovering(ms, motion.rate) === frame && !this.film.uneven) {
      const wanted = this.wantedNow() ?? frame;
      const before = shown.value ?? -1;
      if (frame <= wanted && before !== wanted && !(before < wanted && before > frame)) {
        this.cover.lay(picture, video.videoWidth, video.videoHeight);
        this.film.show(frame);
      }
      this.#shelf.keep(frame, picture, video.videoWidth, video.videoHeight);
    }
    picture.close();
  }

  /** Ends a run. */
  halt(): void {
    this.#pace = Math.min(1, this.#pace * 1.2);
    this.film.video.pause();
    this.film.video.muted = this.muted;
    this.film.moved(performance.now());
    this.running = false;
  }

  // Which way it goes: short steps foretell the next one.
  #rests(wanted: number, now: number): void {
    if (this.#rest.frame === wanted) return;
    const by = wanted - this.#rest.frame;
    const everyMs = this.#rest.frame < 0 ? Infinity : now - this.#rest.since;
    this.#rest = { frame: wanted, since: now, everyMs, heading: by > 0 && by <= 4 ? 1 : by < 0 && by >= -4 ? -1 : 0, filled: false };
  }

  // What is there already: on the video itself, or on the shelf.
  #look(motion: Motion, wanted: number, now: number): void {
    const { video, shown } = this.film;
    if (!this.running && !this.stillsOnly && this.film.standsOn(now) === wanted) {
      if ((shown.value !== wanted || this.cover.on) && !this.#sees(motion, wanted)) return;
      this.film.show(wanted);
      this.cover.lift();
      this.#aimed = { ...this.#aimed, again: false };
      this.#shelf.keep(wanted, video, video.videoWidth, video.videoHeight);
    } else if (motion.speed === 0 && shown.value !== wanted) {
      const picture = this.#shelf.get(wanted);
      if (!picture) return;
      this.cover.lay(picture, picture.width, picture.height);
      this.film.show(wanted);
    }
  }

  // The picture itself is asked, where it can be: what the browser told of may be older.
  #sees(motion: Motion, wanted: number): boolean {
    const grabbed = this.film.uneven ? null : grab(this.film.video);
    if (!grabbed) return true;
    const frame = this.film.present(grabbed.ms / 1000, motion.rate, motion.frames);
    grabbed.picture.close();
    return frame === wanted;
  }

  #move(motion: Motion, wanted: number, now: number): void {
    const standing = this.#standing(motion, wanted, now);
    switch (nextMove(standing)) {
      case 'run': return this.#run(motion);
      case 'halt': return this.halt();
      case 'seek':
        // Further steps on are likely; home, it only stands.
        if (standing.canRun && !standing.shown && standing.heading > 0 && this.#runFrom(motion, wanted)) return;
        if (this.running) this.halt();
        return this.#seek(motion, wanted, now);
      case 'seek-end': return this.#fetch(motion, wanted + standing.ahead + 1);
      case 'seek-before': return this.#fetch(motion, Math.max(0, wanted - standing.behind - BLOCK));
      case 'stay':
    }
  }

  #standing(motion: Motion, wanted: number, now: number): Standing {
    const { film, running } = this;
    const { video, uneven, seekMs } = film;
    const { heading, since, everyMs, filled } = this.#rest;
    return {
      wanted, frames: motion.frames, heading, restedMs: now - since, everyMs, seekMs, running, filled,
      shown: film.shown.value === wanted,
      onVideo: uneven ? film.standsOn(now) : film.place,
      passMs: frameLength(motion.rate) / (running ? video.playbackRate : this.#rate(motion, RUN_AT_FIRST)),
      ahead: this.#shelf.run(wanted, 1, READY),
      behind: this.#shelf.run(wanted, -1, REACH),
      canRun: motion.speed === 0 && canGrab() && video.readyState >= 2 && !video.ended && !uneven && !this.stillsOnly,
    };
  }

  #fetch(motion: Motion, from: number): void {
    this.#rest.filled = true;
    this.#runFrom(motion, from);
  }

  // The decoder goes on behind the cover, and each frame that it passes is kept: nothing has to stop in time.
  #run(motion: Motion): void {
    if (!this.#hold(motion)) return;
    this.#keepHere(motion);
    this.#start(motion, this.film.frame ?? -1);
  }

  #start(motion: Motion, passed: number): void {
    const { video } = this.film;
    this.running = true;
    this.#aimed = NOWHERE;
    this.#passedLast = passed;
    this.#passes = 0;
    video.muted = true;
    video.playbackRate = this.#rate(motion, RUN_AT_FIRST);
    const run = ++this.#runs;
    // A pause refuses the run before, too late.
    void video.play().catch(() => { if (this.running && run === this.#runs) this.halt(); });
  }

  // Somewhat faster than the steps that use them up; faster yet where steps come towards it. A screen shows no more.
  #perSecond(): number {
    const { everyMs, heading } = this.#rest;
    return heading < 0 ? Math.max(26, Math.min(45, 1700 / everyMs)) : Math.max(20, Math.min(32, 1400 / everyMs));
  }

  // Slower than the steps it would be of no use.
  #rate(motion: Motion, perSecond: number): number {
    const frames = Math.max(this.#pace * perSecond, Math.min(24, 1200 / this.#rest.everyMs));
    return Math.max(0.1, Math.min(1.5, (frames * motion.rate.den) / motion.rate.num));
  }

  // The frame that it begins at is not told again.
  #keepHere(motion: Motion): void {
    const { video } = this.film;
    const grabbed = grab(video);
    if (!grabbed) return;
    this.#shelf.keep(frameCovering(grabbed.ms, motion.rate), grabbed.picture, video.videoWidth, video.videoHeight);
    grabbed.picture.close();
  }

  // Some were gone before the page could look: slower, then.
  #watchLosses(motion: Motion, frame: number): void {
    const { video } = this.film;
    const lost = frame > this.#passedLast + 1 && this.#passedLast >= 0;
    this.#passedLast = frame;
    if (lost) {
      this.#passes = 0;
      this.#pace = Math.max(0.4, this.#pace * SLOWER);
      video.playbackRate = this.#rate(motion, RUN_AT_FIRST);
    } else if (++this.#passes === PASSES_AT_FIRST) video.playbackRate = this.#rate(motion, this.#perSecond());
  }

  // What is on the screen stays there while the video goes elsewhere. False where nobody knows what that is.
  #hold(motion: Motion): boolean {
    if (this.cover.on) return true;
    const { video, shown } = this.film;
    const grabbed = grab(video);
    if (!grabbed) return false;
    const known = frameCovering(grabbed.ms, motion.rate) === shown.value;
    if (known) this.cover.lay(grabbed.picture, video.videoWidth, video.videoHeight);
    grabbed.picture.close();
    return known;
  }

  // Elsewhere, and on from there: it begins to play while it seeks.
  #runFrom(motion: Motion, frame: number): boolean {
    if (!this.#hold(motion)) return false;
    this.film.seek(frame, motion.rate);
    this.#start(motion, frame - 1);
    return true;
  }

  // The newest place is the next. A seek that showed another frame is done once more, a hair beside the middle.
  #seek(motion: Motion, frame: number, now: number): void {
    const again = this.#aimed.frame === frame;
    if (again && (this.#aimed.again || now - this.#aimed.at < AIM_AGAIN_MS)) return;
    this.#aimed = { frame, at: now, again };
    this.film.seek(frame, motion.rate, again ? 0.6 : 0.5);
  }

  // The box decodes that very frame; it is laid over only if it is still the one that is wanted when it comes.
  #askStill(motion: Motion, frame: number): void {
    if (this.#stillAsked === frame) return;
    this.#stillAsked = frame;
    const image = new Image();
    image.src = this.stillUrl(frame, motion.rate);
    image.decode().then(() => {
      if (this.wantedNow() !== frame || this.film.shown.value === frame) return;
      this.cover.lay(image, image.naturalWidth, image.naturalHeight);
      this.#shelf.keep(frame, image, image.naturalWidth, image.naturalHeight);
      this.film.show(frame);
    }, () => undefined).finally(() => { if (this.#stillAsked === frame) this.#stillAsked = -1; });
  }
}
