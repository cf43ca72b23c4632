import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, Lamp, type LampColour } from '../../parts';
import { api, asApiError } from '../../platform/api';
import { hub } from '../../platform/box';
import { isBoolean, isNumber, kept } from '../../platform/kept';
import type { Workspace } from '../../platform/records';
import { go } from '../../platform/router';
import { texts } from '../../platform/texts';
import { length } from '../../platform/words';
import { aboutMs, LEAST_SECONDS, MOST_SECONDS, secondsOf, type Board, type Playing } from './playing';

const words = texts.home.playing;
const COLOURS: Record<Playing['state'], LampColour> = { playing: 'green', paused: 'amber', buffering: 'amber' };

const lastSeconds = kept('home.lastSeconds', 15, (v): v is number => isNumber(v) && v >= LEAST_SECONDS && v <= MOST_SECONDS);
// Where the box does not say it in time, the card has its place if there was one the last time.
const wasHere = kept('home.nowPlaying', false, isBoolean);
const SHOWN = 2;

/** What plays at the Plex servers, and the two ways from there: to its workspace, and to a clip of what was just seen. */
export function NowPlaying({ board }: { readonly board: Board | null }) {
  const [all, setAll] = useState(false);
  // Once there was room for several, it stays while the page is open: nothing below moves up and down with them.
  const roomy = useRef(false);
  roomy.current ||= (board?.items.length ?? 0) > 1;
  useTick(board?.items.some((item) => item.state === 'playing') === true);
  useEffect(() => { if (board) wasHere.value = board.servers > 0; }, [board]);
  if (board ? board.servers === 0 : !wasHere.value) return null;
  return (
    <section class="card side-card now-playing" aria-labelledby="now-playing">
      <header><h2 id="now-playing">{words.title}</h2><Seconds /></header>
      <ul id="playing-list" class={`playing-list${roomy.current ? ' roomy' : ''}`}>
        {board?.items.length === 0 && board.faults.length === 0 && <li class="hint">{words.none}</li>}
        {board?.items.slice(0, all ? undefined : SHOWN).map((item) => <Session key={item.id} item={item} atMs={aboutMs(item, hub.clock.serverNow())} />)}
      </ul>
      {roomy.current && (
        <p class="playing-more">
          {board && board.items.length > SHOWN && (
            <Button small kind="quiet" aria-expanded={all} aria-controls="playing-list" onClick={() => setAll(!all)}>{all ? words.fewer : words.more(board.items.length - SHOWN)}</Button>
          )}
        </p>
      )}
      {board?.faults.map((fault) => <p key={fault} class="fault">{fault}</p>)}
      <p class="hint">{words.approximate}</p>
    </section>
  );
}

function Seconds() {
  const [typed, setTyped] = useState(String(lastSeconds.value));
  const take = (text: string): void => {
    setTyped(text);
    lastSeconds.value = secondsOf(text) ?? lastSeconds.value;
  };
  return (
    <label class="last-seconds">
      <span>{words.seconds}</span>
      <input
        type="number" inputMode="decimal" min={LEAST_SECONDS} max={MOST_SECONDS} value={typed} aria-invalid={secondsOf(typed) === null || undefined}
        onInput={(event) => take(event.currentTarget.value)} onBlur={() => setTyped(String(lastSeconds.value))}
      />
      <span>{words.unit}</span>
    </label>
  );
}

interface Mark {
  readonly number: number;
  readonly workspaceId: string;
}

function Session({ item, atMs }: { readonly item: Playing; readonly atMs: number }) {
  const [busy, setBusy] = useState<'open' | 'mark' | null>(null);
  const [said, setSaid] = useState<{ text: string; room?: string; bad?: boolean }>({ text: '' });
  const path = `/api/plex/now-playing/${encodeURIComponent(item.id)}`;
  const run = async (what: 'open' | 'mark', act: () => Promise<void>): Promise<void> => {
    setBusy(what);
    setSaid({ text: what === 'open' ? words.opening : words.marking });
    try {
      await act();
    } catch (e) {
      setSaid({ text: asApiError(e).message, bad: true });
    } finally {
      setBusy(null);
    }
  };
  const open = (): Promise<void> => run('open', async () => go(`/w/${(await api.post<Workspace>(`${path}/open`)).id}`));
  const mark = (): Promise<void> => run('mark', async () => {
    const made = await api.post<Mark>(`${path}/mark`, { lastMs: Math.round(lastSeconds.value * 1000) });
    setSaid({ text: words.marked(made.number), room: made.workspaceId });
  });
  return (
    <li class="playing">
      <p class="playing-title" title={item.title}><b>{item.title}</b></p>
      <p class="hint playing-who">{words.who(item.user, item.player)}</p>
      <p class="playing-place"><Lamp colour={COLOURS[item.state]}>{words.states[item.state]}</Lamp><span class="mono">{words.place(length(atMs), item.durationMs === null ? null : length(item.durationMs))}</span></p>
      <p class="playing-keys">
        <Button small busy={busy !== null} onClick={() => void open()}>{words.open}<span class="hidden">: {item.title}</span></Button>
        <Button small kind="main" busy={busy !== null} onClick={() => void mark()}>{words.last(lastSeconds.value)}<span class="hidden">: {item.title}</span></Button>
      </p>
      <p class={`playing-said ${said.bad ? 'fault' : 'hint'}`} role="status">
        {said.text} {said.room && <><a href={`/w/${said.room}`}>{words.toRoom}</a> · <a href="/clips">{words.toClips}</a></>}
      </p>
    </li>
  );
}

// The place is told when something happens; in between it goes on by itself.
function useTick(runs: boolean): void {
  const [, setRound] = useState(0);
  useEffect(() => {
    if (!runs) return undefined;
    const timer = setInterval(() => setRound((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, [runs]);
}
