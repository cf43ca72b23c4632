// The picture: keeps a <video> on the frame that the transport says. While it stands, the very frame; while it plays, within a few ms of the deck's
// clock. Which frame is shown is not guessed but heard from the browser (requestVideoFrameCallback); until it is right, a picture of the right one
// is laid over: from those seen a moment ago, or a still from the box.
import { signal } from '@preact/signals';
import type { BoxClock } from '../../platform/clock';
import { frameCovering, frameLength, frameStart, type Rate } from '../../platform/timecode';
import { FrameShelf } from './frameShelf';
import { exactAt, frameOf, type Motion } from './motion';
import { rateFor } from './sync';

export interface PictureParts {
  readonly video: HTMLVideoElement;
  readonly cover: HTMLCanvasElement;
}

type Doing =
  | { readonly what: 'standing' }
  | { readonly what: 'playing' }
  // To a frame a little ahead: a decoder that goes on is quicker than one that begins anew at a key frame.
  | { readonly what: 'stepping'; to: number; readonly since: number };

const STILL_AFTER_MS = 400;
const RESTS_MS = 120;
const STEP_AHEAD = 4;
const FASTEST_PLAYBACK = 8;
const JUMP_OVER_MS = 300;
const SHELF = 48;
const SHELF_WIDTH = 960;

export class Picture {
  /** The frame on the screen; null while nobody knows. */
  readonly frame = signal<number | null>(null);
  /** While it plays: how far ahead of the deck in ms. */
  readonly offMs = signal(0);
  readonly waiting = signal(false);

  #doing: Doing = { what: 'standing' };
  #onVideo: number | null = null;
  #onVideoSince = 0;
  #seekingTo: number | null = null;
  #lastAim: number | null = null;
  #askedAt = 0;
  #rest = { frame: -1, since: 0 };
  #stillAsked = -1;
  #nudged = false;
  #errors: number[] = [];
  #leadMs = 60;
  #stopped = false;
  #muted = false;
  #stepRate = 1;
  #steppedAt = -Infinity;
  readonly #shelf = new FrameShelf(SHELF, SHELF_WIDTH);
  readonly #offs: (() => void)[] = [];

  constructor(
    private readonly parts: PictureParts,
    private readonly clock: BoxClock,
    private readonly motion: () => Motion | null,
    private readonly stillUrl: (frame: number, rate: Rate) => string,
  ) {
    this.#on('seeked', () => this.#seeked());
    this.#on('waiting', () => { this.waiting.value = this.#doing.what === 'playing'; });
    this.#on('playing', () => { this.waiting.value = false; });
    this.#listen();
    requestAnimationFrame(this.#tick);
  }

  set muted(muted: boolean) {
    this.#muted = muted;
    if (this.#doing.what !== 'stepping') this.parts.video.muted = muted;
  }

  stop(): void {
    this.#stopped = true;
    for (const off of this.#offs) off();
    this.#shelf.clear();
    this.parts.video.pause();
  }

  /** Another source: nothing is known any more. */
  forget(): void {
    this.#onVideo = null;
    this.#seekingTo = null;
    this.#lastAim = null;
    this.#doing = { what: 'standing' };
    this.#errors = [];
  }

  #on(event: 'seeked' | 'waiting' | 'playing', act: () => void): void {
    this.parts.video.addEventListener(event, act);
    this.#offs.push(() => this.parts.video.removeEventListener(event, act));
  }

  #listen(): void {
    const { video } = this.parts;
    if (!('requestVideoFrameCallback' in video)) return;
    const look: VideoFrameRequestCallback = (_now, meta) => {
      if (this.#stopped) return;
      this.#presented(meta.mediaTime, meta.expectedDisplayTime);
      video.requestVideoFrameCallback(look);
    };
    video.requestVideoFrameCallback(look);
  }

  #seeked(): void {
    const aimed = this.#seekingTo;
    this.#seekingTo = null;
    this.waiting.value = false;
    // A browser that stays on the same picture tells of no new one.
    if (aimed !== null && this.#onVideo === aimed && this.#doing.what === 'standing') this.#arrived(aimed);
  }

  #presented(mediaTime: number, moment: number): void {
    const motion = this.motion();
    if (!motion) return;
    const frame = Math.min(motion.frames - 1, frameCovering(mediaTime * 1000, motion.rate));
    this.#onVideo = frame;
    this.#onVideoSince = performance.now();
    if (this.#doing.what === 'playing') {
      this.#show(frame);
      this.#uncover();
      this.#correct(motion, frame, moment);
      return;
    }
    if (this.#doing.what === 'stepping' && frame >= this.#doing.to && !this.#stoppedOn(frame, motion)) return;
    if (frame === frameOf(motion, this.clock.serverNow())) this.#arrived(frame);
    else if (this.parts.cover.hidden) this.#wrong(frame);
  }

  // A step stops the video; where that came too late the picture has gone on, and a seek has to take it back.
  #stoppedOn(frame: number, motion: Motion): boolean {
    this.#endStep();
    this.#steppedAt = performance.now();
    const at = frameCovering(this.parts.video.currentTime * 1000, motion.rate);
    const late = at > frame;
    this.#stepRate = late ? Math.max(0.25, this.#stepRate / 2) : Math.min(1, this.#stepRate * 1.05);
    if (late) this.#onVideo = null;
    return !late;
  }

  // What is on the screen is said, also where it is not what was asked for; a step that could not stop in time goes slower from then on.
  #wrong(frame: number): void {
    this.#show(frame);
    if (this.#doing.what === 'standing' && performance.now() - this.#steppedAt < 400) this.#stepRate = Math.max(0.25, this.#stepRate / 2);
  }

  #arrived(frame: number): void {
    this.#show(frame);
    this.#uncover();
    this.#nudged = false;
  }

  #show(frame: number): void {
    if (this.frame.value !== frame) this.frame.value = frame;
  }

  // How far the picture is from the deck at the moment when it was on the screen; the middle of some, as single ones jump by a frame.
  #correct(motion: Motion, frame: number, moment: number): void {
    const wanted = exactAt(motion, this.clock.serverTimeOf(moment));
    this.#errors.push((frame - wanted) * frameLength(motion.rate));
    if (this.#errors.length > 7) this.#errors.shift();
    const off = [...this.#errors].sort((a, b) => a - b)[this.#errors.length >> 1] ?? 0;
    this.offMs.value = off;
    const { video } = this.parts;
    if (video.seeking || this.#errors.length < 3) return;
    if (Math.abs(off) > JUMP_OVER_MS) {
      this.#leadMs = Math.max(0, Math.min(800, this.#leadMs - off / 2));
      this.#aimMoving(motion);
      return;
    }
    const rate = rateFor(off, motion.speed);
    if (Math.abs(video.playbackRate - rate) > 0.001) video.playbackRate = rate;
  }

  readonly #tick = (): void => {
    if (this.#stopped) return;
    requestAnimationFrame(this.#tick);
    const motion = this.motion();
    if (motion) this.#follow(motion);
  };

  #follow(motion: Motion): void {
    const { video } = this.parts;
    const frame = frameOf(motion, this.clock.serverNow());
    const runs = motion.speed > 0 && motion.speed <= FASTEST_PLAYBACK && frame < motion.frames - 1;
    if (runs) {
      if (this.#doing.what !== 'playing') this.#begin(motion);
      if (video.paused && !video.seeking) void this.#start();
      return;
    }
    if (this.#doing.what === 'playing') {
      this.#doing = { what: 'standing' };
      this.#lastAim = null;
      this.#errors = [];
    }
    if (!video.paused && this.#doing.what !== 'stepping') video.pause();
    this.#stand(motion, frame);
  }

  #begin(motion: Motion): void {
    const { video } = this.parts;
    if (this.#doing.what === 'stepping') this.#endStep();
    this.#doing = { what: 'playing' };
    this.#errors = [];
    video.playbackRate = motion.speed;
    const off = this.#onVideo === null ? Infinity : Math.abs(this.#onVideo - exactAt(motion, this.clock.serverNow())) * frameLength(motion.rate);
    if (off > 80 || this.#seekingTo !== null) this.#aimMoving(motion);
  }

  async #start(): Promise<void> {
    const { video } = this.parts;
    try {
      await video.play();
    } catch (error) {
      // No gesture yet: browsers let it play without sound.
      if ((error as Error).name === 'NotAllowedError' && !video.muted) video.muted = true;
    }
  }

  #stand(motion: Motion, frame: number): void {
    const { video } = this.parts;
    const now = performance.now();
    if (this.#rest.frame !== frame) this.#rest = { frame, since: now };
    const rested = now - this.#rest.since;
    if (this.#onVideo === frame && this.#seekingTo === null && !video.seeking && this.#doing.what !== 'stepping') {
      if (this.frame.value !== frame || !this.parts.cover.hidden) this.#arrived(frame);
      // Nothing newer came since: that is the picture of this frame.
      if (video.paused && now - this.#onVideoSince > 25 && rested > 25) this.#shelf.keep(frame, video);
      return;
    }
    if (motion.speed === 0 && this.frame.value !== frame) this.#coverFromShelf(frame);
    // The right picture is there; the video comes after when the wheel rests.
    if (this.frame.value === frame && rested < RESTS_MS) return;
    if (this.#doing.what === 'stepping') return this.#keepStepping(frame, now);
    if (this.#mayStep(frame)) return this.#step(frame, now);
    this.#seek(motion, frame, now);
    if (motion.speed === 0 && rested > STILL_AFTER_MS && this.frame.value !== frame) this.#askStill(motion, frame);
  }

  #mayStep(frame: number): boolean {
    const { video } = this.parts;
    const ahead = this.#onVideo === null ? 0 : frame - this.#onVideo;
    return ahead > 0 && ahead <= STEP_AHEAD && this.#seekingTo === null && !video.seeking && video.readyState >= 3 && !this.#nudged;
  }

  #step(frame: number, now: number): void {
    const { video } = this.parts;
    this.#doing = { what: 'stepping', to: frame, since: now };
    video.muted = true;
    video.playbackRate = this.#stepRate;
    void video.play().catch(() => this.#endStep());
  }

  #keepStepping(frame: number, now: number): void {
    if (this.#doing.what !== 'stepping') return;
    const ahead = this.#onVideo === null ? 0 : frame - this.#onVideo;
    if (ahead <= 0 || ahead > 3 * STEP_AHEAD || now - this.#doing.since > 1500) {
      this.#nudged = ahead > 0; // it did not get there: by a seek, then
      this.#endStep();
    } else {
      this.#doing.to = frame;
    }
  }

  #endStep(): void {
    this.parts.video.pause();
    this.parts.video.muted = this.#muted;
    this.#doing = { what: 'standing' };
    this.#lastAim = null;
  }

  // One seek at a time; the newest place is the next.
  #seek(motion: Motion, frame: number, now: number): void {
    const { video } = this.parts;
    if (this.#seekingTo !== null || video.seeking || video.readyState < 1) return;
    if (this.#lastAim !== frame) {
      this.#aim(motion, frame, 0.5);
    } else if (now - this.#askedAt > 250 && !this.#nudged) {
      // It went there and showed another one: once more, a hair beside.
      this.#nudged = true;
      this.#aim(motion, frame, 0.6);
    }
  }

  // At the middle of the frame, as its edges are rounded differently by everyone.
  #aim(motion: Motion, frame: number, part: number): void {
    if (this.#lastAim !== frame) this.#nudged = false;
    this.#lastAim = frame;
    this.#seekingTo = frame;
    this.#askedAt = performance.now();
    this.parts.video.currentTime = frameStart(frame + part, motion.rate) / 1000;
  }

  #aimMoving(motion: Motion): void {
    this.#errors = [];
    this.#lastAim = null;
    this.#seekingTo = null;
    this.parts.video.currentTime = frameStart(exactAt(motion, this.clock.serverNow() + this.#leadMs), motion.rate) / 1000;
  }

  #coverFromShelf(frame: number): void {
    const picture = this.#shelf.get(frame);
    if (picture) this.#cover(picture, picture.width, picture.height, frame);
  }

  // The box decodes that very frame; it is laid over only if it is still the one that is wanted when it comes.
  #askStill(motion: Motion, frame: number): void {
    if (this.#stillAsked === frame) return;
    this.#stillAsked = frame;
    const image = new Image();
    image.src = this.stillUrl(frame, motion.rate);
    image.decode().then(() => {
      const now = this.motion();
      const wanted = now && now.speed === 0 && frameOf(now, this.clock.serverNow()) === frame && this.frame.value !== frame;
      if (!this.#stopped && wanted) this.#cover(image, image.naturalWidth, image.naturalHeight, frame);
    }, () => undefined).finally(() => { if (this.#stillAsked === frame) this.#stillAsked = -1; });
  }

  #cover(picture: CanvasImageSource, width: number, height: number, frame: number): void {
    const { cover } = this.parts;
    cover.width = width;
    cover.height = height;
    cover.getContext('2d')?.drawImage(picture, 0, 0);
    cover.hidden = false;
    this.#show(frame);
  }

  #uncover(): void {
    if (!this.parts.cover.hidden) this.parts.cover.hidden = true;
  }
}
