// Where the picture comes from, best first: the file itself, then what the box streams. Where neither can be played there are stills.
import type { Want } from './watching';

type Undo = () => void;

// A server may hold a piece back until it is made.
const FIRST_BYTE_MS = 40_000;

/** Gives the video its film; calls `failed` when nothing of it can be played. Returns how to stop. */
export function attach(video: HTMLVideoElement, contentKey: string, want: Want, at: () => number, ready: () => void, failed: () => void): Undo {
  const base = `/api/media/${encodeURIComponent(contentKey)}`;
  const list = (quality: string): string => {
    const asked = new URLSearchParams({ atMs: String(Math.round(at() * 1000)) });
    if (quality !== '') asked.set('quality', quality);
    if (want.audio !== null) asked.set('audio', String(want.audio));
    return `${base}/stream.m3u8?${asked}`;
  };
  const streamed = (next: () => void, quality = want.quality): Undo => hls(video, list(quality), at, next);
  const asItIs = (want.quality === '' || want.quality === 'original') && want.audio === null;
  const ways: ((next: () => void) => Undo)[] = [
    ...(asItIs ? [(next: () => void) => direct(video, `${base}/file`, next)] : []),
    streamed,
    // Streams can end: a server that converts no more, a film that turns out otherwise. The list says then what there is instead.
    streamed,
    (next) => streamed(next, ''),
  ];
  let undo: Undo = () => undefined;
  let stopped = false;
  const go = (at: number): void => {
    undo();
    const way = ways[at];
    if (stopped) return;
    if (way) undo = way(() => go(at + 1));
    else failed();
  };
  video.addEventListener('loadeddata', ready);
  go(0);
  return () => {
    stopped = true;
    undo();
    video.removeEventListener('loadeddata', ready);
    video.removeAttribute('src');
    video.load();
  };
}

function direct(video: HTMLVideoElement, url: string, next: () => void): Undo {
  const onError = (): void => next();
  // Sound alone is no picture: a browser that can't decode the film's video says nothing else.
  const onData = (): void => { if (video.videoWidth === 0) next(); };
  video.addEventListener('error', onError);
  video.addEventListener('loadeddata', onData);
  video.src = url;
  return () => {
    video.removeEventListener('error', onError);
    video.removeEventListener('loadeddata', onData);
  };
}

function hls(video: HTMLVideoElement, url: string, at: () => number, next: () => void): Undo {
  let stopped = false;
  let destroy: Undo = () => undefined;
  void import('hls.js/light').then(({ default: Hls }) => {
    if (stopped) return;
    // First choice also where the browser says that it plays lists: Chromium's own way takes many seconds to its first picture.
    if (!Hls.isSupported()) {
      if (video.canPlayType('application/vnd.apple.mpegurl') === '') next();
      else destroy = direct(video, url, next);
      return;
    }
    // Without a worker: its script would be a blob, which the page's policy forbids.
    const player = new Hls({
      enableWorker: false, maxBufferLength: 20, backBufferLength: 20, startPosition: at(),
      fragLoadPolicy: { default: { ...Hls.DefaultConfig.fragLoadPolicy.default, maxTimeToFirstByteMs: FIRST_BYTE_MS, maxLoadTimeMs: 2 * FIRST_BYTE_MS } },
    });
    player.on(Hls.Events.ERROR, (_event, data) => { if (data.fatal) next(); });
    player.loadSource(url);
    player.attachMedia(video);
    destroy = () => player.destroy();
  }, next);
  return () => {
    stopped = true;
    destroy();
  };
}
