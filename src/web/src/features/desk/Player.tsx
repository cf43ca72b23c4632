import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Spinner } from '../../parts';
import { hub } from '../../platform/box';
import { kept, isBoolean } from '../../platform/kept';
import { texts } from '../../platform/texts';
import { frameStart } from '../../platform/timecode';
import { Captions } from './Captions';
import { hold } from './hold';
import { Cursors, usePointer } from './Pointer';
import { frameUrl, useDesk } from './parts';
import { Picture } from './picture';
import { attach } from './sources';
import { useLoop } from './useLoop';
import { load, quality, soundName, streams, wantOf } from './watching';

const words = texts.desk;
export const muted = kept('muted', false, isBoolean);

/** The picture, with the others' pointers over it. */
export function Player({ onPicture }: { readonly onPicture: (picture: Picture | null) => void }) {
  const { room, transport, media } = useDesk();
  const video = useRef<HTMLVideoElement>(null);
  const cover = useRef<HTMLCanvasElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const made = useSignal<Picture | null>(null);
  const broken = useSignal(false);
  const key = room.workspace.value?.contentKey ?? '';

  useEffect(() => {
    if (!video.current || !cover.current || !key) return undefined;
    const picture = new Picture(
      { video: video.current, cover: cover.current }, hub.clock, () => transport.motion.value,
      (frame, rate) => frameUrl(key, frame, rate, Math.min(1080, Math.max(240, Math.round((box.current?.clientHeight ?? 540) / 120) * 120))));
    made.value = picture;
    onPicture(picture);
    return () => {
      onPicture(null);
      picture.stop();
    };
  }, [key]);
  useEffect(() => {
    const stop = new AbortController();
    if (key) void load(key, stop.signal);
    return () => stop.abort();
  }, [key]);

  // Where anything was chosen, the film waits for what it can be watched as; else it is there at once.
  const chosen = quality.value !== '' || soundName.value !== '';
  const known = streams.value !== null || !chosen;
  const want = wantOf(chosen ? streams.value : null, quality.value, soundName.value);
  const lift = useRef<() => void>(() => undefined);
  useEffect(() => {
    const film = video.current;
    if (!film || !key || !known) return undefined;
    const at = (): number => {
      const motion = transport.motion.value;
      return motion ? frameStart(transport.frame() + 0.5, motion.rate) / 1000 : 0;
    };
    broken.value = false;
    const detach = attach(film, key, want, at, () => made.value?.forget(), () => { broken.value = true; });
    return () => {
      lift.current();
      if (cover.current && over.current) lift.current = hold(film, cover.current, over.current, at);
      detach();
    };
  }, [key, known, want.quality, want.audio]);
  useEffect(() => () => lift.current(), []);
  useEffect(() => { if (made.value) made.value.muted = muted.value; }, [muted.value, made.value]);
  useEffect(() => { if (made.value) made.value.stillsOnly = media?.variableRate === true; }, [media?.variableRate, made.value]);
  useLoop();
  const pointer = usePointer(box);
  const rest = useRef(0);
  // The wheel over the picture is a jog wheel: a notch is a frame. Touch pads send small parts of notches.
  const turn = (event: WheelEvent): void => {
    event.preventDefault();
    rest.current += event.deltaMode === 0 ? event.deltaY / 50 : event.deltaY;
    const notches = Math.trunc(rest.current);
    rest.current -= notches;
    if (notches !== 0) transport.step(Math.sign(notches) * Math.min(4, Math.abs(notches)));
  };

  return (
    <div class="picture" ref={box} data-frame={made.value?.frame.value ?? ''} {...pointer} onWheel={turn}>
      <video ref={video} playsInline preload="auto" disablePictureInPicture tabIndex={-1} />
      <canvas ref={cover} class="cover" aria-hidden="true" hidden />
      <canvas ref={over} class="cover hold" aria-hidden="true" hidden />
      <Captions video={video} />
      <Cursors />
      {made.value?.waiting.value && <div class="over"><Spinner /></div>}
      {broken.value && <p class="over note">{media?.available === false ? words.unavailable : words.noVideo}</p>}
    </div>
  );
}
