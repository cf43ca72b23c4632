// The transport of the desk: the team's deck while this page follows it, a deck of its own while it is free. Commands show at once and are taken
// back when the box refuses them.
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { asApiError, type ApiError } from '../../platform/api';
import type { BoxClock } from '../../platform/clock';
import { frameAt, frameToMs } from '../../platform/timecode';
import { atSpeed, clampFrame, ended, frameOf, instantOf, motionOf, sought, still, type Motion } from './motion';
import type { Room } from './room';
import type { Bookmark, DeckState } from './types';

type Step = (motion: Motion, now: number) => Motion;

/** Where an IN waits for its OUT, and whose it is. */
export interface OpenMark {
  readonly frame: number;
  readonly own: boolean;
}

export class Transport {
  /** Follows the team's deck; else it moves on its own. */
  readonly following = signal(true);
  /** Plays a range again and again; frames, OUT excluded. Free mode only. */
  readonly loop = signal<{ in: number; out: number } | null>(null);
  readonly motion: ReadonlySignal<Motion | null>;
  readonly openMark: ReadonlySignal<OpenMark | null>;
  /** OUT of the mark made last. */
  readonly lastOut: ReadonlySignal<number | null>;

  readonly #pending = signal<readonly { key: number; step: Step; at: number }[]>([]);
  readonly #free = signal<Motion | null>(null);
  readonly #askedIn = signal<number | null>(null);
  readonly #ownIn = signal<number | null>(null);
  readonly #ownOut = signal<number | null>(null);
  #keys = 0;
  #waiting = 0;
  #turn: Promise<void> = Promise.resolve();

  /** The frame that the picture shows for sure; null while it doesn't know. What people mark is what they saw. */
  shownFrame: () => number | null = () => null;
  onRefused: (error: ApiError) => void = () => undefined;

  constructor(private readonly room: Room, private readonly clock: BoxClock) {
    const team = computed(() => {
      const deck = room.deck.value;
      return deck && this.#pending.value.reduce((m, pending) => pending.step(m, pending.at), motionOf(deck));
    });
    this.motion = computed(() => (this.following.value ? team.value : this.#free.value ?? team.value));
    this.openMark = computed(() => {
      const own = this.#ownIn.value;
      const teams = this.following.value ? room.deck.value?.markInMs : undefined;
      const asked = this.#askedIn.value;
      if (own !== null) return { frame: own, own: true };
      if (asked !== null) return { frame: asked, own: false };
      return teams === undefined || !room.deck.value ? null : { frame: frameAt(teams, room.deck.value.frameRate), own: false };
    });
    this.lastOut = computed(() => {
      const deck = room.deck.value;
      if (!this.following.value) return this.#ownOut.value;
      return deck?.markOutMs === undefined ? null : frameAt(deck.markOutMs, deck.frameRate);
    });
  }

  /** The frame that the transport is on now. */
  frame(): number {
    const motion = this.motion.value;
    return motion ? frameOf(motion, this.clock.serverNow()) : 0;
  }

  get speed(): number {
    const motion = this.motion.value;
    return motion && !ended(motion, this.clock.serverNow()) ? motion.speed : 0;
  }

  play(): void {
    this.#do((m, now) => atSpeed(m, 1, now), [{ command: 'play' }]);
  }

  /** Stands on the frame that was seen. */
  pause(): void {
    const frame = this.#seen();
    this.#do((m, now) => still(m, frame, now), (m) => [{ command: 'pause' }, { command: 'seek', ms: frameToMs(frame, m.rate) }]);
  }

  toggle(): void {
    if (this.speed !== 0) this.pause();
    else this.play();
  }

  shuttle(speed: number): void {
    if (speed === 0) this.pause();
    else if (speed === 1) this.play();
    else this.#do((m, now) => atSpeed(m, speed, now), [{ command: 'shuttle', speed }]);
  }

  /** By frames from where it stands; what moved stands then. */
  step(frames: number): void {
    const motion = this.motion.value;
    if (motion) this.stand(clampFrame(motion, this.#seen() + frames));
  }

  /** Stands on a frame. */
  stand(frame: number): void {
    const moves = this.speed !== 0;
    this.#do(
      (m, now) => still(m, frame, now),
      // A seek names its place, so that one that comes twice does no harm.
      (m) => [...(moves ? [{ command: 'pause' }] : []), { command: 'seek', ms: frameToMs(clampFrame(m, frame), m.rate) }],
    );
  }

  /** To a frame; what plays, plays on from there. */
  seek(frame: number): void {
    this.#do((m, now) => sought(m, frame, now), (m) => [{ command: 'seek', ms: frameToMs(clampFrame(m, frame), m.rate) }]);
  }

  /** Follows the team's deck again, or goes on alone from where it is. */
  follow(following: boolean): void {
    if (following === this.following.value) return;
    if (!following) this.#free.value = this.motion.value;
    this.loop.value = null;
    this.following.value = following;
    this.room.tell('follow', { following });
  }

  markIn(): void {
    const frame = this.#seen();
    if (!this.following.value) {
      this.#ownIn.value = frame;
      return;
    }
    this.#askedIn.value = frame; // shown at once
    this.#send({ command: 'mark-in', ...this.#instant(frame) }).then((deck) => this.room.takeDeck(deck), (error: unknown) => {
      // Without a connection the mark is kept here, and its bookmark is made when the box is back.
      if (asApiError(error).code === 'NETWORK') this.#ownIn.value = frame;
      else this.onRefused(asApiError(error));
    }).finally(() => { if (this.#askedIn.value === frame) this.#askedIn.value = null; });
  }

  markOut(): void {
    const frame = this.#seen();
    const motion = this.motion.value;
    if (!motion) return;
    const open = this.#ownIn.value;
    if (!this.following.value || open !== null) {
      this.#make(motion, open ?? clampFrame(motion, frame - (10 * motion.rate.num) / motion.rate.den), frame);
      this.#ownIn.value = null;
      this.#ownOut.value = frame;
      return;
    }
    this.#send({ command: 'mark-out', ...this.#instant(frame) }).then((deck) => this.#made(deck), (error: unknown) => {
      const refusal = asApiError(error);
      const teams = this.openMark.value?.frame;
      if (refusal.code === 'NETWORK' && teams !== undefined) this.#make(motion, teams, frame);
      else this.onRefused(refusal);
    });
  }

  /** A bookmark around this moment, in one press. */
  quickMark(): void {
    const frame = this.#seen();
    const motion = this.motion.value;
    if (!motion) return;
    if (this.following.value && this.speed !== 0) {
      this.#send({ command: 'mark', ...this.#instant(frame) }).then((deck) => this.#made(deck), (error: unknown) => this.onRefused(asApiError(error)));
      return;
    }
    const second = motion.rate.num / motion.rate.den;
    this.#make(motion, clampFrame(motion, frame - 5 * second), Math.min(motion.frames, Math.round(frame + 2 * second)));
  }

  cancelMark(): void {
    const asked = this.#askedIn.value !== null;
    this.#ownIn.value = null;
    this.#askedIn.value = null;
    if (this.following.value && (asked || this.room.deck.value?.markInMs !== undefined))
      this.#send({ command: 'cancel-mark' }).then((deck) => this.room.takeDeck(deck), (error: unknown) => this.onRefused(asApiError(error)));
  }

  /** Gives the wheel to somebody, or to all. */
  lead(userId: string | null): void {
    this.#send({ command: 'lead', userId }).then((deck) => this.room.takeDeck(deck), (error: unknown) => this.onRefused(asApiError(error)));
  }

  #make(motion: Motion, from: number, to: number): void {
    if (to <= from) return;
    this.room.create({ startMs: frameToMs(from, motion.rate), endMs: frameToMs(to, motion.rate) })
      .then((mark) => this.#open(mark), (error: unknown) => this.onRefused(asApiError(error)));
  }

  #made(deck: DeckState): void {
    this.room.takeDeck(deck);
    this.#open(deck.bookmark);
  }

  // Whoever made a bookmark names it next.
  #open(mark: Bookmark | undefined): void {
    if (!mark) return;
    this.room.marks.put(mark);
    this.room.marks.current.value = mark.id;
  }

  #seen(): number {
    // While it stands, what was asked for counts: the picture may still be on its way there.
    return this.speed === 0 ? this.frame() : this.shownFrame() ?? this.frame();
  }

  // The instant at which the deck showed that frame: how late the picture or the line is moves no mark.
  #instant(frame: number): { atServerMs?: number } {
    const motion = this.motion.value;
    const at = motion && this.speed !== 0 ? instantOf(motion, frame) : null;
    return at === null ? {} : { atServerMs: at };
  }

  // A picture may be some ms ahead of the deck: the box takes no instant that lies before it, so the mark waits for its own, and all behind it too.
  #send(command: Record<string, unknown> & { readonly atServerMs?: number }): Promise<DeckState> {
    const ahead = (command.atServerMs ?? 0) - this.clock.serverNow();
    if (ahead <= 0 && this.#waiting === 0) return this.room.command(command);
    this.#waiting++;
    const turn = this.#turn.then(() => new Promise<void>((go) => setTimeout(go, Math.max(0, Math.min(500, ahead)))));
    this.#turn = turn;
    return turn.then(() => {
      this.#waiting--;
      return this.room.command(command);
    });
  }

  #do(step: Step, commands: readonly Record<string, unknown>[] | ((m: Motion) => readonly Record<string, unknown>[])): void {
    const motion = this.motion.value;
    if (!motion) return;
    const now = this.clock.serverNow();
    if (!this.following.value) {
      this.#free.value = step(motion, now);
      return;
    }
    const key = ++this.#keys;
    this.#pending.value = [...this.#pending.value, { key, step, at: now }];
    const all = (typeof commands === 'function' ? commands(motion) : commands).map((command) => this.#send(command));
    void Promise.all(all)
      .then((decks) => { for (const deck of decks) this.room.takeDeck(deck); }, (error: unknown) => this.onRefused(asApiError(error)))
      .finally(() => { this.#pending.value = this.#pending.value.filter((p) => p.key !== key); });
  }
}
