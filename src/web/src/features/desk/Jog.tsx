import { useRef } from 'preact/hooks';
import { texts } from '../../platform/texts';
import { useDesk } from './parts';

const words = texts.desk.transport;
const PX_OF_A_NOTCH = 9;

/** A wheel without stops: one notch is one frame. Turned by dragging, by the mouse wheel, by a finger, or by arrow keys. */
export function Jog() {
  const { transport } = useDesk();
  const wheel = useRef<HTMLDivElement>(null);
  const turn = useRef({ at: 0, rest: 0, x: 0 });
  const by = (px: number): void => {
    const t = turn.current;
    t.rest += px;
    const notches = Math.trunc(t.rest / PX_OF_A_NOTCH);
    if (notches === 0) return;
    t.rest -= notches * PX_OF_A_NOTCH;
    t.at += notches * PX_OF_A_NOTCH;
    wheel.current?.style.setProperty('--turn', `${t.at}px`);
    transport.step(notches);
  };
  return (
    <div
      ref={wheel} class="jog" role="slider" tabIndex={0} aria-label={words.jog} aria-description={words.jogHint} title={words.jogHint} aria-valuenow={transport.motion.value?.frame ?? 0}
      onWheel={(event) => {
        event.preventDefault();
        by(Math.sign(event.deltaY || event.deltaX) * PX_OF_A_NOTCH);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        event.preventDefault();
        transport.step(event.key === 'ArrowLeft' ? -1 : 1);
      }}
      onPointerDown={(event) => {
        turn.current.x = event.clientX;
        turn.current.rest = 0;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        by(event.clientX - turn.current.x);
        turn.current.x = event.clientX;
      }}
    />
  );
}
