import { useEffect, useRef } from 'preact/hooks';
import { texts } from '../../platform/texts';
import { angleOf, NOTCHES, turned, Wheel } from './wheel';

const words = texts.panel;
const SEND_MS = 40;

interface WheelProps {
  /** Place in ms, for those who can't see it. */
  readonly frame: number;
  readonly place: string;
  readonly onTurn: (steps: number) => void;
}

/** A jog wheel without stops: one notch is one frame. Arrow keys turn it too. */
export function JogWheel({ frame, place, onTurn }: WheelProps) {
  const disc = useRef<SVGGElement>(null);
  const state = useRef({ wheel: new Wheel(), last: null as number | null, centre: { x: 0, y: 0 }, owed: 0, timer: 0 });
  useEffect(() => () => clearTimeout(state.current.timer), []);

  const send = (): void => {
    const now = state.current;
    now.timer = 0;
    if (now.owed === 0) return;
    onTurn(now.owed);
    now.owed = 0;
    now.timer = window.setTimeout(send, SEND_MS);
  };
  // Notches within 40 ms go as one message, so that a quick turn is no flood.
  const turn = (by: number): void => {
    const now = state.current;
    const notches = now.wheel.turn(by);
    if (disc.current) disc.current.style.transform = `rotate(${now.wheel.angle}rad)`;
    if (notches === 0) return;
    navigator.vibrate?.(4);
    now.owed += notches;
    if (now.timer === 0) send();
  };
  // The hub of a turn is where it was when the finger came down: should the page move meanwhile, the wheel does not turn by that.
  const centreOf = (wheel: Element): { x: number; y: number } => {
    const box = wheel.getBoundingClientRect();
    return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  };
  const at = (event: PointerEvent): number => angleOf(event.clientX - state.current.centre.x, event.clientY - state.current.centre.y);
  const STEP = (2 * Math.PI) / NOTCHES;
  const keys: Record<string, number> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
  return (
    <div
      class="jog-wheel" role="slider" tabIndex={0} aria-label={words.wheel} aria-valuenow={frame} aria-valuetext={place}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        state.current.wheel.settle();
        state.current.centre = centreOf(event.currentTarget);
        state.current.last = at(event);
      }}
      onPointerMove={(event) => {
        if (state.current.last === null) return;
        const now = at(event);
        turn(turned(state.current.last, now));
        state.current.last = now;
      }}
      onPointerUp={() => { state.current.last = null; }}
      onPointerCancel={() => { state.current.last = null; }}
      onWheel={(event) => { event.preventDefault(); turn(Math.sign(event.deltaY) * STEP); }}
      onKeyDown={(event) => {
        const notches = keys[event.key];
        if (notches === undefined) return;
        event.preventDefault();
        state.current.wheel.settle();
        turn(notches * STEP);
      }}
    >
      <svg viewBox="-100 -100 200 200" aria-hidden="true">
        <circle class="rim" r="97" />
        <g ref={disc}>
          {Array.from({ length: NOTCHES }, (_, i) => (
            <line key={i} class="notch" x1="0" x2="0" y1="-92" y2="-83" transform={`rotate(${(360 * i) / NOTCHES})`} />
          ))}
          <circle class="face-of" r="78" />
          <circle class="dimple" cx="0" cy="-54" r="17" />
        </g>
        <circle class="hub-of" r="20" />
      </svg>
    </div>
  );
}
