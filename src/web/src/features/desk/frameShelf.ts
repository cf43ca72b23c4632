// Pictures of frames that stood on the screen a moment ago: a step back to one of them needs no decoder.

export class FrameShelf {
  readonly #pictures = new Map<number, ImageBitmap>();
  #making = -1;

  /** @param most pictures kept; one of 960 px is about 2 MB. */
  constructor(private readonly most: number, private readonly width: number) {}

  get(frame: number): ImageBitmap | undefined {
    return this.#pictures.get(frame);
  }

  /** Takes the picture that stands on a paused video; the caller knows which frame that is. */
  keep(frame: number, video: HTMLVideoElement): void {
    if (this.#pictures.has(frame) || this.#making === frame || typeof createImageBitmap !== 'function') return;
    this.#making = frame;
    const resizeWidth = Math.min(this.width, video.videoWidth);
    createImageBitmap(video, { resizeWidth, resizeHeight: Math.round((resizeWidth * video.videoHeight) / video.videoWidth), resizeQuality: 'medium' })
      .then((picture) => this.#put(frame, picture), () => undefined)
      .finally(() => { this.#making = -1; });
  }

  clear(): void {
    for (const picture of this.#pictures.values()) picture.close();
    this.#pictures.clear();
  }

  #put(frame: number, picture: ImageBitmap): void {
    this.#pictures.set(frame, picture);
    for (const [oldest, old] of this.#pictures) {
      if (this.#pictures.size <= this.most) break;
      this.#pictures.delete(oldest);
      old.close();
    }
  }
}
