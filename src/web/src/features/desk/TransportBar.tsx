import { useRef, useState } from 'preact/hooks';
import { Button, Icon, IconButton, toast } from '../../parts';
import { clock, frameToMs, parsePlace } from '../../platform/timecode';
import { texts } from '../../platform/texts';
import { Jog } from './Jog';
import { filmTimecode, startFrame, useDesk } from './parts';
import { muted } from './Player';
import { act, toggleLoop } from './useDeskKeys';
import { useTick } from './useTick';
import { WatchMenu } from './WatchMenu';

const words = texts.desk.transport;

/** Readouts and keys under the picture. */
export function TransportBar() {
  const desk = useDesk();
  const { transport, room } = desk;
  const moves = transport.motion.value?.speed ?? 0;
  const looped = transport.loop.value !== null;
  return (
    <div class="transport" role="group" aria-label={words.label}>
      <Readout />
      <div class="keys">
        <IconButton label={`${words.back} (J)`} onClick={() => act('back', desk)}><Icon name="back" /></IconButton>
        <IconButton label={`${words.frameBack} (←)`} onClick={() => act('frameBack', desk)}><Icon name="frameBack" /></IconButton>
        <IconButton class="play" kind="plain" label={moves !== 0 ? `${words.pause} (K)` : `${words.play} (Space)`} aria-pressed={moves !== 0} onClick={() => transport.toggle()}>
          <Icon name={moves !== 0 ? 'pause' : 'play'} />
        </IconButton>
        <IconButton label={`${words.frameForward} (→)`} onClick={() => act('frameForward', desk)}><Icon name="frameForward" /></IconButton>
        <IconButton label={`${words.forward} (L)`} onClick={() => act('forward', desk)}><Icon name="forward" /></IconButton>
      </div>
      <Jog />
      <div class="keys marks">
        <Button class="in" title={`${words.markInTitle} (I)`} onClick={() => transport.markIn()}>{words.markIn}</Button>
        <Button class="out" title={`${words.markOutTitle} (O)`} onClick={() => transport.markOut()}>{words.markOut}</Button>
        <Button title={`${words.markTitle} (M)`} onClick={() => transport.quickMark()}>{words.mark}</Button>
        <IconButton label={`${words.loop} (P)`} aria-pressed={looped} disabled={!looped && room.marks.current.value === null} onClick={() => toggleLoop(desk)}><Icon name="loop" /></IconButton>
        <IconButton label={muted.value ? words.unmute : words.mute} aria-pressed={muted.value} onClick={() => { muted.value = !muted.value; }}><Icon name={muted.value ? 'silent' : 'sound'} /></IconButton>
        <WatchMenu />
      </div>
    </div>
  );
}

/** Timecode, frame, ms and speed; a press on the timecode takes a place to go to. */
function Readout() {
  const { transport, media } = useDesk();
  const [typing, setTyping] = useState(false);
  const tc = useRef<HTMLSpanElement>(null);
  const frames = useRef<HTMLSpanElement>(null);
  const speed = useRef<HTMLSpanElement>(null);
  const text = useRef('');
  useTick(() => {
    const motion = transport.motion.value;
    if (!motion) return;
    const frame = transport.frame();
    const now = `${filmTimecode(frame, motion.rate, media)}|${frame}|${transport.speed}`;
    if (text.current === now) return;
    text.current = now;
    const ms = frameToMs(frame, motion.rate);
    if (tc.current) tc.current.textContent = filmTimecode(frame, motion.rate, media);
    if (frames.current) frames.current.textContent = `#${frame}  ${clock(ms)}`;
    if (speed.current) {
      speed.current.textContent = texts.desk.speed(transport.speed);
      speed.current.dataset.moves = String(transport.speed !== 0);
    }
  }, [transport, media, typing]);
  if (typing) return <GoTo onDone={() => { text.current = ''; setTyping(false); }} />;
  return (
    <div class="readout">
      <button type="button" class="tc mono" title={words.goTo} onClick={() => setTyping(true)}><span class="hidden">{words.timecode}</span><span ref={tc}>00:00:00:00</span></button>
      <span class="sub mono"><span ref={frames} /> <span ref={speed} class="speed" /></span>
    </div>
  );
}

function GoTo({ onDone }: { readonly onDone: () => void }) {
  const { transport, media } = useDesk();
  return (
    <form
      class="readout"
      onSubmit={(event) => {
        event.preventDefault();
        const motion = transport.motion.value;
        const text = new FormData(event.currentTarget).get('place');
        const frame = motion && parsePlace(String(text), motion.rate, startFrame(motion.rate, media));
        if (frame === null || frame === undefined) toast({ text: words.badPlace, kind: 'bad' });
        else {
          transport.seek(frame);
          onDone();
        }
      }}
    >
      <input class="tc mono" name="place" aria-label={words.goTo} placeholder="HH:MM:SS:FF" autoFocus ref={(input) => input?.focus()} onBlur={onDone} onKeyDown={(event) => { if (event.key === 'Escape') onDone(); }} />
    </form>
  );
}
