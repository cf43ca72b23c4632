import { useEffect, useRef, useState } from 'preact/hooks';
import { api, isAborted } from '../../platform/api';
import { useDesk } from './parts';
import { left, windowOf, zoom } from './zoom';

interface Thumbnails {
  readonly state: 'waiting' | 'making' | 'ready' | 'failed';
  readonly intervalMs: number;
  readonly count: number;
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
  readonly sheets: readonly string[];
}

interface Waveform {
  readonly state: 'none' | 'waiting' | 'making' | 'ready' | 'failed';
  readonly msPerPeak: number;
  readonly url: string | null;
}

const LOOK_AGAIN_MS = 3000;
const PICTURE_PX = 44;

/** Pictures and sound behind the bars, as far as the box has made them; the timeline is whole without. */
export function Strips() {
  const { room, transport } = useDesk();
  const key = room.workspace.value?.contentKey;
  const pictures = useMade<Thumbnails>(key, 'thumbnails', (t) => t.state === 'ready' || t.state === 'failed');
  const sound = useMade<Waveform>(key, 'waveform', (w) => w.state === 'ready' || w.state === 'none' || w.state === 'failed');
  const peaks = usePeaks(sound?.url ?? null);
  const sheets = useSheets(pictures?.sheets ?? []);
  const canvas = useRef<HTMLCanvasElement>(null);
  const motion = transport.motion.value;

  const paint = (): void => {
    const area = canvas.current?.parentElement;
    if (!canvas.current || !area || !motion) return;
    const { from, length } = windowOf(motion.frames);
    const toMs = (1000 * motion.rate.den) / motion.rate.num;
    const view = { width: area.clientWidth, fromMs: from * toMs, lengthMs: length * toMs };
    const scale = devicePixelRatio || 1;
    canvas.current.width = Math.round(view.width * scale);
    canvas.current.height = Math.round(PICTURE_PX * scale);
    const pen = canvas.current.getContext('2d');
    if (!pen) return;
    pen.scale(scale, scale);
    if (pictures) drawPictures(pen, pictures, sheets, view);
    if (peaks && sound) drawPeaks(pen, peaks, sound.msPerPeak, view);
  };
  useEffect(paint, [pictures, sheets, peaks, motion?.frames, zoom.value, left.value]);
  useEffect(() => {
    const area = canvas.current?.parentElement;
    if (!area) return undefined;
    const watch = new ResizeObserver(paint);
    watch.observe(area);
    return () => watch.disconnect();
  });
  return <canvas ref={canvas} class="strips" aria-hidden="true" />;
}

interface View {
  readonly width: number;
  readonly fromMs: number;
  readonly lengthMs: number;
}

function drawPictures(pen: CanvasRenderingContext2D, t: Thumbnails, sheets: readonly HTMLImageElement[], view: View): void {
  const height = PICTURE_PX;
  const width = (t.width / t.height) * height;
  pen.globalAlpha = 0.75;
  // Side by side from the left edge of the film, so that they stay where they are while one scrolls.
  const msPerPx = view.lengthMs / view.width;
  const first = Math.floor(view.fromMs / (width * msPerPx));
  for (let i = first; (i * width * msPerPx - view.fromMs) / msPerPx < view.width; i++) {
    const at = Math.max(0, Math.min(t.count - 1, Math.round(((i + 0.5) * width * msPerPx) / t.intervalMs)));
    const inSheet = at % (t.columns * t.rows);
    const sheet = sheets[Math.floor(at / (t.columns * t.rows))];
    if (!sheet?.complete || sheet.naturalWidth === 0) continue;
    pen.drawImage(
      sheet, (inSheet % t.columns) * t.width, Math.floor(inSheet / t.columns) * t.height, t.width, t.height,
      (i * width * msPerPx - view.fromMs) / msPerPx, 0, width - 1, height);
  }
  pen.globalAlpha = 1;
}

function drawPeaks(pen: CanvasRenderingContext2D, peaks: Uint8Array, msPerPeak: number, view: View): void {
  const base = PICTURE_PX;
  const most = 22;
  pen.fillStyle = '#7ab7ffb0';
  for (let x = 0; x < view.width; x++) {
    const from = Math.floor((view.fromMs + (x * view.lengthMs) / view.width) / msPerPeak);
    const to = Math.max(from + 1, Math.floor((view.fromMs + ((x + 1) * view.lengthMs) / view.width) / msPerPeak));
    let peak = 0;
    for (let i = from; i < to && i < peaks.length; i++) peak = Math.max(peak, peaks[i] ?? 0);
    const height = (peak / 255) * most;
    if (height > 0) pen.fillRect(x, base - height, 1, height);
  }
}

// Asks until it is made; a film that was never opened takes a while.
function useMade<T>(key: string | undefined, what: string, done: (made: T) => boolean): T | null {
  const [made, setMade] = useState<T | null>(null);
  useEffect(() => {
    if (!key) return undefined;
    const stop = new AbortController();
    let timer = 0;
    const ask = (): void => {
      api.get<T>(`/api/media/${encodeURIComponent(key)}/${what}`, {}, stop.signal).then((now) => {
        setMade(now);
        if (!done(now)) timer = window.setTimeout(ask, LOOK_AGAIN_MS);
      }, (error: unknown) => {
        if (!isAborted(error)) timer = window.setTimeout(ask, 10 * LOOK_AGAIN_MS);
      });
    };
    ask();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [key]);
  return made;
}

function usePeaks(url: string | null): Uint8Array | null {
  const [peaks, setPeaks] = useState<Uint8Array | null>(null);
  useEffect(() => {
    if (!url) return undefined;
    const stop = new AbortController();
    fetch(url, { signal: stop.signal }).then((answer) => (answer.ok ? answer.arrayBuffer() : null))
      .then((bytes) => { if (bytes) setPeaks(new Uint8Array(bytes)); }, () => undefined);
    return () => stop.abort();
  }, [url]);
  return peaks;
}

function useSheets(urls: readonly string[]): readonly HTMLImageElement[] {
  const [sheets, setSheets] = useState<readonly HTMLImageElement[]>([]);
  useEffect(() => {
    const images = urls.map((url) => {
      const image = new Image();
      image.onload = () => setSheets([...images]);
      image.src = url;
      return image;
    });
    return () => { for (const image of images) image.onload = null; };
  }, [urls.join('\n')]);
  return sheets;
}
