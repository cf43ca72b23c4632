// The picture: keeps a <video> on the frame that the transport says. While it stands, the very frame; while it plays, within a few ms of the deck's
// clock. Which frame is shown is not guessed but heard from the browser (requestVideoFrameCallback); until it is right, a still from the box is.
import { signal } from '@preact/signals';
import type { BoxClock } from '../../platform/clock';
import { frameCovering, frameLength, frameStart, frameToMs } from '../../platform/timecode';
import { exactAt, frameOf, type Motion } from './motion';
import { rateFor } from './sync';

interface Shown {
  readonly frame: number;
  /** When it was on the screen, by this page's clock. */
  readonly moment: number;
}

export interface PictureParts {
  readonly video: HTMLVideoElement;
  readonly still: HTMLImageElement;
}

const STILL_AFTER_MS = 160;
const FASTEST_PLAYBACK = 8;
const JUMP_OVER_MS = 300;

export class Picture {
  /** The frame on the screen; null while nobody knows. */
  readonly frame = signal<number | null>(null);
  /** playing in step: how far off the deck in ms; for the readout and the tests. */
  readonly offMs = signal(0);
  readonly failed = signal(false);
  readonly waiting = signal(false);

  #shown: Shown | null = null;
  #seekingTo: number | null = null;
  #askedAt = 0;
  #stillFrame: number | null = null;
  #nudged = false;
  #playing = false;
  #errors: number[] = [];
  #leadMs = 60;
  #stop = false;
  #callbacks = 0;

  constructor(
    private readonly parts: PictureParts,
    private readonly clock: BoxClock,
    private readonly motion: () => Motion | null,
    private readonly stillUrl: (ms: number) => string,
  ) {
    const { video } = parts;
    video.addEventListener('seeked', this.#seeked);
    video.addEventListener('waiting', this.#onWaiting);
    video.addEventListener('playing', this.#onPlaying);
    this.#listen();
    requestAnimationFrame(this.#tick);
  }

  /** The number of frames that the browser told of; for tests. */
  get callbacks(): number {
    return this.#callbacks;
  }

  stop(): void {
    this.#stop = true;
    const { video } = this.parts;
    video.removeEventListener('seeked', this.#seeked);
    video.removeEventListener('waiting', this.#onWaiting);
    video.removeEventListener('playing', this.#onPlaying);
    video.pause();
  }

  /** Another source: nothing is known any more. */
  forget(): void {
    this.#shown = null;
    this.#seekingTo = null;
    this.#playing = false;
    this.#errors = [];
  }

  readonly #onWaiting = (): void => { this.waiting.value = true; };
  readonly #onPlaying = (): void => { this.waiting.value = false; };

  readonly #seeked = (): void => {
    const motion = this.motion();
    if (!motion || this.#seekingTo === null) return;
    const aimed = this.#seekingTo;
    this.#seekingTo = null;
    this.waiting.value = false;
    // A browser that stays on the same picture tells of no new one.
    if (this.#shown?.frame === aimed && !this.#playing) this.#arrived(aimed);
  };

  #listen(): void {
    const { video } = this.parts;
    if (!('requestVideoFrameCallback' in video)) return;
    const look: VideoFrameRequestCallback = (_now, meta) => {
      if (this.#stop) return;
      this.#presented(meta.mediaTime, meta.expectedDisplayTime);
      video.requestVideoFrameCallback(look);
    };
    video.requestVideoFrameCallback(look);
  }

  #presented(mediaTime: number, moment: number): void {
    const motion = this.motion();
    if (!motion) return;
    this.#callbacks++;
    const frame = Math.min(motion.frames - 1, frameCovering(mediaTime * 1000, motion.rate));
    this.#shown = { frame, moment };
    if (this.#playing) {
      this.#show(frame);
      this.#hideStill();
      this.#correct(motion, frame, moment);
    } else if (frame === frameOf(motion, this.clock.serverNow())) {
      this.#arrived(frame);
    }
  }

  #arrived(frame: number): void {
    this.#show(frame);
    this.#hideStill();
    this.#nudged = false;
  }

  #show(frame: number): void {
    this.frame.value = frame;
  }

  // How far the picture is from the deck at the moment when it was on the screen; the middle of some, as single ones jump by a frame.
  #correct(motion: Motion, frame: number, moment: number): void {
    const wanted = exactAt(motion, this.clock.serverTimeOf(moment));
    this.#errors.push((frame - wanted) * frameLength(motion.rate));
    if (this.#errors.length > 7) this.#errors.shift();
    const off = [...this.#errors].sort((a, b) => a - b)[this.#errors.length >> 1] ?? 0;
    this.offMs.value = off;
    const { video } = this.parts;
    if (video.seeking) return;
    if (Math.abs(off) > JUMP_OVER_MS && this.#errors.length >= 3) {
      this.#leadMs = Math.max(0, Math.min(800, this.#leadMs - off / 2));
      this.#aim(motion, 'moving');
      return;
    }
    if (this.#errors.length < 3) return;
    const rate = rateFor(off, motion.speed);
    if (Math.abs(video.playbackRate - rate) > 0.001) video.playbackRate = rate;
  }

  readonly #tick = (): void => {
    if (this.#stop) return;
    requestAnimationFrame(this.#tick);
    const motion = this.motion();
    if (motion) this.#follow(motion);
  };

  #follow(motion: Motion): void {
    const { video } = this.parts;
    const now = this.clock.serverNow();
    const frame = frameOf(motion, now);
    const runs = motion.speed > 0 && motion.speed <= FASTEST_PLAYBACK && frame < motion.frames - 1;
    if (runs !== this.#playing) this.#change(motion, runs);
    if (this.#playing) {
      if (video.paused && !video.seeking) void this.#start();
      return;
    }
    if (!video.paused) video.pause();
    this.#stand(motion, frame);
  }

  #change(motion: Motion, runs: boolean): void {
    const { video } = this.parts;
    this.#playing = runs;
    this.#errors = [];
    if (!runs) {
      video.pause();
      return;
    }
    video.playbackRate = motion.speed;
    const off = this.#shown ? Math.abs(this.#shown.frame - exactAt(motion, this.clock.serverNow())) * frameLength(motion.rate) : Infinity;
    if (off > 80) this.#aim(motion, 'moving');
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
    if (this.#shown?.frame === frame && this.#seekingTo === null && !video.seeking) {
      if (this.frame.value !== frame) this.#arrived(frame);
      return;
    }
    const now = performance.now();
    // One seek at a time; the newest place is the next.
    if (this.#seekingTo === null && !video.seeking && video.readyState >= 1 && this.#lastAim !== frame) {
      this.#aim(motion, frame);
    } else if (this.#lastAim === frame && now - this.#askedAt > 250 && !this.#nudged && !video.seeking) {
      // It went there and showed nothing: once more, a hair beside.
      this.#nudged = true;
      this.#aim(motion, frame, 0.1);
    }
    if (this.#stillFrame !== frame && now - this.#askedAt > STILL_AFTER_MS && motion.speed === 0) this.#showStill(motion, frame);
  }

  #lastAim: number | 'moving' | null = null;

  #aim(motion: Motion, target: number | 'moving', beside = 0): void {
    const { video } = this.parts;
    const frame = target === 'moving' ? exactAt(motion, this.clock.serverNow() + this.#leadMs) : target + 0.5 + beside;
    if (this.#lastAim !== target) this.#nudged = false;
    this.#lastAim = target;
    this.#seekingTo = target === 'moving' ? -1 : target;
    this.#askedAt = performance.now();
    this.#errors = [];
    if (target === 'moving') this.#lastAim = null;
    video.currentTime = frameStart(frame, motion.rate) / 1000;
  }

  // The box decodes that very frame; it is laid over only if it is still the one that is wanted when it comes.
  #showStill(motion: Motion, frame: number): void {
    const { still } = this.parts;
    this.#stillFrame = frame;
    const image = new Image();
    image.src = this.stillUrl(frameToMs(frame, motion.rate));
    image.decode().then(() => {
      const now = this.motion();
      if (this.#stop || this.#stillFrame !== frame || !now || now.speed !== 0 || frameOf(now, this.clock.serverNow()) !== frame || this.frame.value === frame) return;
      still.src = image.src;
      still.hidden = false;
      this.#show(frame);
    }, () => { if (this.#stillFrame === frame) this.#stillFrame = null; });
  }

  #hideStill(): void {
    this.#stillFrame = null;
    if (!this.parts.still.hidden) this.parts.still.hidden = true;
  }
}
