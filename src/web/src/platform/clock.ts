// The box's clock as seen from here. The exchange that took least time tells it best (as NTP's clock filter, RFC 5905 section 10).

const SAMPLES = 8;

export class BoxClock {
  #samples: { trip: number; offset: number }[] = [];
  #guess: number | null = null;

  constructor(private readonly now: () => number) {}

  /** The box's clock now, Unix time in ms. */
  serverNow(): number {
    return this.serverTimeOf(this.now());
  }

  /** The box's clock at a moment of this page's own. */
  serverTimeOf(moment: number): number {
    return moment + this.offset;
  }

  /** This page's moment at an instant of the box's clock. */
  momentOf(serverMs: number): number {
    return serverMs - this.offset;
  }

  /** Half of the best round trip in ms: how wrong the clock can be. Infinite before the first answer. */
  get error(): number {
    return (this.#best?.trip ?? Infinity) / 2;
  }

  get offset(): number {
    return this.#best?.offset ?? this.#guess ?? Date.now() - this.now();
  }

  /** From `welcome`, before the first exchange. */
  guess(serverTimeMs: number): void {
    this.#guess = serverTimeMs - this.now();
  }

  learn({ t0, serverTimeMs }: { t0: number; serverTimeMs: number }): void {
    const now = this.now();
    this.#samples.push({ trip: now - t0, offset: serverTimeMs - (now + t0) / 2 });
    if (this.#samples.length > SAMPLES) this.#samples.shift();
  }

  /** A new connection is a new way. */
  forget(): void {
    this.#samples = [];
  }

  get #best(): { trip: number; offset: number } | null {
    return this.#samples.reduce<{ trip: number; offset: number } | null>((a, b) => (a && a.trip <= b.trip ? a : b), null);
  }
}
