import { useEffect, useState } from 'preact/hooks';
import { Button, Lamp, type LampColour } from '../../parts';
import { api, asApiError } from '../../platform/api';
import { hub } from '../../platform/box';
import { texts } from '../../platform/texts';

const words = texts.settings.panel;
const KEYS = Object.entries(words.keys);
const SHOWN = 5;
export type Outcome = 'heard' | 'done' | 'ignored' | 'refused' | 'unbound';
export const OUTCOMES: Record<Outcome, LampColour> = { heard: 'blue', done: 'green', ignored: 'green', refused: 'amber', unbound: 'amber' };

export interface PanelEvent {
  readonly panel: string;
  readonly control: string;
  readonly event: string;
  readonly action: string | null;
  readonly atServerMs: number;
  readonly user: { readonly name: string };
  readonly outcome: Outcome;
  readonly message: string | null;
}

/** A few keys to press, and what the box heard of any key, here or plugged in. */
export function PanelTry() {
  const [heard, setHeard] = useState<readonly PanelEvent[]>([]);
  useEffect(() => hub.on('panel_event', ({ data }) => {
    const event = data as PanelEvent;
    // What came of a press stands in the place of its being heard.
    setHeard((before) => [event, ...before.filter((e) => e.control !== event.control || e.atServerMs !== event.atServerMs)].slice(0, SHOWN));
  }), []);
  const press = (control: string): void => {
    api.post(`/api/panels/virtual/${control}`, { event: 'press' }).catch((e: unknown) => {
      // The hub told of it already, unless it is away.
      if (hub.state.value !== 'open') setHeard((before) => [{ panel: 'virtual', control, event: 'press', action: null, atServerMs: 0, user: { name: '' }, outcome: 'refused' as const, message: asApiError(e).message }, ...before].slice(0, SHOWN));
    });
  };
  return (
    <div class="panel-try">
      <div class="try-keys">{KEYS.map(([control, text]) => <Button key={control} class="try-key" onClick={() => press(control)}>{text}</Button>)}</div>
      <div class="panel-heard" role="status">
        {heard.length === 0 && <p class="hint">{words.nothing}</p>}
        <ul>{heard.map((event) => (
          <li key={`${event.control} ${event.atServerMs}`}>
            <Lamp colour={OUTCOMES[event.outcome]}><b class="mono">{event.control}</b></Lamp>
            <span>{words[event.outcome]}</span>
            <span class="hint">{event.message ?? event.user.name}</span>
          </li>
        ))}</ul>
      </div>
    </div>
  );
}
