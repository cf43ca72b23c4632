import { useEffect, useRef } from 'preact/hooks';
import { subtitles } from './watching';

const AGAIN_MS = 2_000;
const TRIES = 30;

/** Subtitles over the picture: the browser reads and times them, the page shows them, also over a still. */
export function Captions({ video }: { readonly video: { readonly current: HTMLVideoElement | null } }) {
  const box = useRef<HTMLDivElement>(null);
  const url = subtitles.value?.url ?? null;
  useEffect(() => {
    const film = video.current;
    if (!film || url === null) return undefined;
    const element = document.createElement('track');
    let tries = 0;
    let timer = 0;
    const show = (): void => {
      const cues = [...(element.track.activeCues ?? [])] as VTTCue[];
      box.current?.replaceChildren(...cues.map((cue) => {
        const line = document.createElement('p');
        line.append(cue.getCueAsHTML());
        return line;
      }));
    };
    // The box reads them out of the film when they are asked for first, which takes it some seconds.
    const again = (): void => {
      tries++;
      if (tries <= TRIES) timer = window.setTimeout(() => { element.src = `${url}?try=${tries}`; }, AGAIN_MS);
    };
    element.kind = 'subtitles';
    element.src = url;
    element.addEventListener('error', again);
    film.append(element);
    element.track.mode = 'hidden';
    element.track.addEventListener('cuechange', show);
    return () => {
      clearTimeout(timer);
      element.track.mode = 'disabled';
      element.remove();
      box.current?.replaceChildren();
    };
  }, [url]);
  return <div class="captions" ref={box} hidden={url === null} />;
}
