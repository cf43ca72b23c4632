// The picture: keeps a <video> on the frame that the transport says. While it plays, within a few ms of the deck's clock; while it stands, the very
// frame. Which frame is shown is not guessed but heard from the browser. While it stands, the video may be elsewhere, decoding what the next steps
// will ask for (stand.ts); then a picture of the right frame is laid over: one that was grabbed from the video, or a still from the box.
import { signal, type ReadonlySignal } from '@preact/signals';
import type { BoxClock } from '../../platform/clock';
import { frameLength, frameStart, type Rate } from '../../platform/timecode';
import { Cover } from './cover';
import { Film } from './film';
import { exactAt, frameOf, type Motion } from './motion';
import { Pace } from './pace';
import { Stand } from './stand';

export interface PictureParts {
  readonly video: HTMLVideoElement;
  readonly cover: HTMLCanvasElement;
}

const FASTEST_PLAYBACK = 8;
const NEAR_MS = 80;

export class Picture {
  /** While it plays: how far ahead of the deck in ms. */
  readonly offMs = signal(0);
  readonly waiting = signal(false);

  #playing = false;
  #stopped = false;
  readonly #film: Film;
  readonly #cover: Cover;
  readonly #stand: Stand;
  readonly #pace = new Pace();
  readonly #offs: (() => void)[] = [];

  constructor(
    parts: PictureParts,
    private readonly clock: BoxClock,
    private readonly motion: () => Motion | null,
    stillUrl: (frame: number, rate: Rate) => string,
  ) {
    this.#film = new Film(parts.video);
    this.#cover = new Cover(parts.cover);
    this.#stand = new Stand(this.#film, this.#cover, () => this.#wanted(), stillUrl);
    this.#on('seeked', () => {
      this.#film.seeked();
      this.waiting.value = false;
    });
    this.#on('waiting', () => { this.waiting.value = this.#playing; });
    this.#on('playing', () => { this.waiting.value = false; });
    this.#listen();
    requestAnimationFrame(this.#tick);
  }

  /** The frame on the screen; null while nobody knows. */
  get frame(): ReadonlySignal<number | null> {
    return this.#film.shown;
  }

  set muted(muted: boolean) {
    this.#stand.muted = muted;
    if (!this.#stand.running) this.#film.video.muted = muted;
  }

  /** The film's frames have no even length: while it stands, only the box's stills are shown. */
  set stillsOnly(only: boolean) {
    this.#stand.stillsOnly = only;
  }

  stop(): void {
    this.#stopped = true;
    for (const off of this.#offs) off();
    this.#stand.forget();
    this.#film.video.pause();
  }

  /** Another source: nothing is known any more. */
  forget(): void {
    this.#film.forget();
    this.#stand.forget();
    this.#playing = false;
    this.#pace.reset();
  }

  #on(event: 'seeked' | 'waiting' | 'playing', act: () => void): void {
    const { video } = this.#film;
    video.addEventListener(event, act);
    this.#offs.push(() => video.removeEventListener(event, act));
  }

  #listen(): void {
    const { video } = this.#film;
    if (!('requestVideoFrameCallback' in video)) return;
    const look: VideoFrameRequestCallback = (_now, meta) => {
      if (this.#stopped) return;
      this.#presented(meta.mediaTime, meta.expectedDisplayTime);
      video.requestVideoFrameCallback(look);
    };
    video.requestVideoFrameCallback(look);
  }

  // While it stands, the frame that the picture has to be of; else null.
  #wanted(): number | null {
    const motion = this.#stopped ? null : this.motion();
    return motion && motion.speed === 0 ? frameOf(motion, this.clock.serverNow()) : null;
  }

  #presented(mediaTime: number, moment: number): void {
    const motion = this.motion();
    if (!motion) return;
    const frame = this.#film.present(mediaTime, motion.rate, motion.frames);
    if (this.#stand.running) this.#stand.passed(motion, frame);
    else if (this.#playing) this.#played(motion, frame, moment);
    else if (!this.#cover.on) this.#film.show(this.#film.uneven || this.#stand.stillsOnly ? null : frame);
  }

  // How far the picture is from the deck at the moment when it was on the screen.
  #played(motion: Motion, frame: number, moment: number): void {
    const { video } = this.#film;
    if (video.seeking) return;
    this.#film.show(frame);
    this.#cover.lift();
    const wanted = exactAt(motion, this.clock.serverTimeOf(moment));
    const rate = this.#pace.look((frame - wanted) * frameLength(motion.rate), motion.speed);
    this.offMs.value = this.#pace.offMs;
    if (rate === 'jump') this.#aim(motion);
    else if (rate !== null && Math.abs(video.playbackRate - rate) > 0.001) video.playbackRate = rate;
  }

  readonly #tick = (): void => {
    if (this.#stopped) return;
    requestAnimationFrame(this.#tick);
    const motion = this.motion();
    if (motion) this.#follow(motion);
  };

  #follow(motion: Motion): void {
    const { video } = this.#film;
    const frame = frameOf(motion, this.clock.serverNow());
    if (motion.speed > 0 && motion.speed <= FASTEST_PLAYBACK && frame < motion.frames - 1) {
      if (!this.#playing) this.#begin(motion);
      if (video.paused && !video.seeking) void this.#start();
      return;
    }
    if (this.#playing) {
      this.#playing = false;
      this.#pace.reset();
      this.#stand.begin();
    }
    if (!video.paused && !this.#stand.running) video.pause();
    this.#stand.tick(motion, frame);
  }

  #begin(motion: Motion): void {
    const { video, frame, seeking } = this.#film;
    if (this.#stand.running) this.#stand.halt();
    this.#playing = true;
    this.#pace.reset();
    video.playbackRate = motion.speed;
    const off = frame === null ? Infinity : Math.abs(frame - exactAt(motion, this.clock.serverNow())) * frameLength(motion.rate);
    if (off > NEAR_MS || seeking) this.#aim(motion);
  }

  async #start(): Promise<void> {
    const { video } = this.#film;
    try {
      await video.play();
    } catch (error) {
      // No gesture yet: browsers let it play without sound.
      if ((error as Error).name === 'NotAllowedError' && !video.muted) video.muted = true;
    }
  }

  // To where the deck will be when it has got there.
  #aim(motion: Motion): void {
    this.#pace.reset();
    this.#film.video.currentTime = frameStart(exactAt(motion, this.clock.serverNow() + this.#pace.leadMs), motion.rate) / 1000;
  }
}
