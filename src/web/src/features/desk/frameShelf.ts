// Pictures of single frames, ready to be shown: those that were on the screen a moment ago, and those that the decoder ran ahead to.
// A step to one of them needs no decoder.

export class FrameShelf {
  readonly #pictures = new Map<number, ImageBitmap>();
  readonly #making = new Set<number>();

  /** @param most pictures kept; one of 960 px is about 2 MB. */
  constructor(private readonly most: number, private readonly width: number) {}

  get(frame: number): ImageBitmap | undefined {
    return this.#pictures.get(frame);
  }

  /** How many frames beside `frame` are here without a gap, in one direction; at most `most`. */
  run(frame: number, direction: 1 | -1, most: number): number {
    let count = 0;
    while (count < most && this.#has(frame + direction * (count + 1))) count++;
    return count;
  }

  /** Keeps a picture; the caller knows which frame it is of. Those farthest from it make room. */
  keep(frame: number, picture: HTMLVideoElement | HTMLImageElement | VideoFrame, width: number, height: number): void {
    if (this.#has(frame) || typeof createImageBitmap !== 'function' || width === 0) return;
    this.#making.add(frame);
    const resizeWidth = Math.min(this.width, width);
    createImageBitmap(picture, { resizeWidth, resizeHeight: Math.round((resizeWidth * height) / width), resizeQuality: 'low' })
      .then((made) => this.#put(frame, made), () => undefined)
      .finally(() => { this.#making.delete(frame); });
  }

  clear(): void {
    for (const picture of this.#pictures.values()) picture.close();
    this.#pictures.clear();
    this.#making.clear();
  }

  #has(frame: number): boolean {
    return this.#pictures.has(frame) || this.#making.has(frame);
  }

  #put(frame: number, picture: ImageBitmap): void {
    // Cleared meanwhile: another film.
    if (!this.#making.has(frame)) return picture.close();
    this.#pictures.set(frame, picture);
    while (this.#pictures.size > this.most) {
      const farthest = [...this.#pictures.keys()].reduce((far, one) => (Math.abs(one - frame) > Math.abs(far - frame) ? one : far), frame);
      this.#pictures.get(farthest)?.close();
      this.#pictures.delete(farthest);
    }
  }
}
