// What is laid over the video: the picture of one frame that is known for sure.

export class Cover {
  constructor(private readonly canvas: HTMLCanvasElement) {}

  get on(): boolean {
    return !this.canvas.hidden;
  }

  lay(picture: CanvasImageSource, width: number, height: number): void {
    const { canvas } = this;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height);
    canvas.hidden = false;
  }

  lift(): void {
    if (!this.canvas.hidden) this.canvas.hidden = true;
  }
}

/** The picture that a video has at this moment, and its time in ms; null where the browser can't say which one it is. To be closed. */
export function grab(video: HTMLVideoElement): { readonly picture: VideoFrame; readonly ms: number } | null {
  if (!canGrab() || video.readyState < 2) return null;
  try {
    const picture = new VideoFrame(video);
    return { picture, ms: picture.timestamp / 1000 };
  } catch {
    return null; // none decoded just now
  }
}

/** Not everywhere: without it, steps are seeks. It needs no secure context, unlike the rest of WebCodecs. */
export const canGrab = (): boolean => typeof VideoFrame === 'function' && 'requestVideoFrameCallback' in HTMLVideoElement.prototype;
