// Where the picture comes from, best first: what the box streams, then the file itself. Where neither can be played there are stills.

type Undo = () => void;

/** Gives the video its film; calls `failed` when nothing of it can be played. Returns how to stop. */
export function attach(video: HTMLVideoElement, contentKey: string, ready: () => void, failed: () => void): Undo {
  const base = `/api/media/${encodeURIComponent(contentKey)}`;
  const ways: ((next: () => void) => Undo)[] = [
    (next) => direct(video, `${base}/file`, next),
    (next) => hls(video, `${base}/stream.m3u8`, next),
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

function hls(video: HTMLVideoElement, url: string, next: () => void): Undo {
  let stopped = false;
  let destroy: Undo = () => undefined;
  if (video.canPlayType('application/vnd.apple.mpegurl') !== '') return direct(video, url, next);
  void import('hls.js/light').then(({ default: Hls }) => {
    if (stopped) return;
    if (!Hls.isSupported()) {
      next();
      return;
    }
    // Without a worker: its script would be a blob, which the page's policy forbids.
    const player = new Hls({ enableWorker: false, maxBufferLength: 20, backBufferLength: 20 });
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
