// While the film comes from another address, what was on the screen stays there: no black, no jump.

const LONGEST_MS = 15_000;
const NEAR_S = 0.3;

/** Lays what is on the screen over the picture, until the video shows the place that is wanted. Returns how to stop. */
export function hold(video: HTMLVideoElement, cover: HTMLCanvasElement, over: HTMLCanvasElement, at: () => number): () => void {
  const [picture, width, height] = cover.hidden ? [video, video.videoWidth, video.videoHeight] as const : [cover, cover.width, cover.height] as const;
  if (width === 0 || (picture === video && video.readyState < 2)) return () => undefined;
  over.width = width;
  over.height = height;
  over.getContext('2d')?.drawImage(picture, 0, 0, width, height);
  over.hidden = false;
  let watching = true;
  const lift = (): void => {
    watching = false;
    clearTimeout(timer);
    over.hidden = true;
  };
  const timer = window.setTimeout(lift, LONGEST_MS);
  const look: VideoFrameRequestCallback = (_now, meta) => {
    if (!watching) return;
    if (Math.abs(meta.mediaTime - at()) < NEAR_S) lift();
    else video.requestVideoFrameCallback(look);
  };
  const first = (): void => { video.requestVideoFrameCallback(look); };
  video.addEventListener('loadstart', first, { once: true }); // frames before are the old film's
  return () => {
    video.removeEventListener('loadstart', first);
    lift();
  };
}
