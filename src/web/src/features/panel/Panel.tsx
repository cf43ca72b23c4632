import { useEffect, useState } from 'preact/hooks';
import { EmptyState, Lamp } from '../../parts';
import { api } from '../../platform/api';
import { hub } from '../../platform/box';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import type { MediaDetails } from '../desk/types';
import { Connection } from '../../shell/Shell';
import { markLamp, positionAt, timecodeAt } from './deckState';
import { Key, type KeyName } from './Key';
import { useAwake } from './useAwake';
import { heard, usePanel } from './usePanel';
import { countdown, lampOf, remaining } from './vtr';
import { JogWheel } from './JogWheel';

const words = texts.panel;
const TICK_MS = 50;

/** The touch panel: keys with lamps, the wheel under the thumb, the countdown. */
export function Panel() {
  const { deck, vtr, rooms, workspaceId, choose, act, moving } = usePanel();
  useTick(moving.value);
  useAwake();
  const now = hub.clock.serverNow();
  const tape = deck.value;
  const ms = tape ? positionAt(tape, now) : 0;
  const media = useMedia(tape?.contentKey);
  const player = vtr.value;
  const lamps: Partial<Record<KeyName, ReturnType<typeof lampOf>>> = {
    'mark-in': markLamp(tape, tape?.markInMs, ms),
    'mark-out': markLamp(tape, tape?.markOutMs, ms),
    'play-pause': tape && tape.speed !== 0 ? 'green' : 'off',
    'cue-latest': player?.state === 'cued' ? 'green' : 'off',
    roll: player?.state === 'rolling' ? (player.onAir ? 'red' : 'green') : 'off',
    hold: player?.state === 'held' ? 'amber' : 'off',
  };
  if (rooms?.length === 0) {
    return <main class="panel-page"><EmptyState title={words.none} hint={words.noneHint}><a class="button main" href="/library">{texts.home.toLibrary}</a></EmptyState></main>;
  }
  const key = (name: KeyName, kind?: 'big' | 'roll' | 'stop') => <Key key={name} name={name} lamp={lamps[name] ?? 'off'} kind={kind} onPress={() => act(name, 'press')} />;
  return (
    <div class="panel-page">
      <header class="panel-top">
        <a class="brand" href="/" aria-label={words.home}><img src="/icon.svg" alt="" width="22" height="22" /></a>
        <select aria-label={words.workspace} value={workspaceId ?? ''} onChange={(event) => choose(event.currentTarget.value)}>
          {rooms?.map((room) => <option key={room.id} value={room.id}>{room.title}</option>)}
        </select>
        <Connection />
      </header>
      <main class="panel-main">
        <h1 class="hidden">{words.title}</h1>
        <section class={`panel-player ${player ? lampOf(player) : 'off'}`} aria-label={words.player}>
          <p class="panel-clip">
            <Lamp colour={player ? lampOf(player) : 'off'}>{player?.onAir ? words.onAir : words.vtr[player?.state ?? 'empty']}</Lamp>
            <span class="panel-name">{player?.clip && <><b class="mono">{player.clip.number}</b> {player.clip.label}</>}</span>
          </p>
          <p class="panel-count mono" role="timer">{player && player.state !== 'empty' ? countdown(remaining(player, now)) : '–:––'}</p>
        </section>
        <section class="panel-deck" aria-label={words.deck}>
          <span class="mono panel-tc">{tape ? timecodeAt(tape, ms, media) : '––:––:––:––'}</span>
          <span class="hint">{tape ? words.states[tape.state] : ''}{tape && tape.speed !== 0 && tape.speed !== 1 ? ` ${tape.speed}×` : ''}</span>
        </section>
        <div class="panel-keys" role="group" aria-label={words.keysLabel}>
          {key('mark-in')}{key('mark', 'big')}{key('mark-out')}
          {key('step-back')}{key('play-pause')}{key('step-forward')}
          {key('cue-latest')}{key('roll', 'roll')}{key('stop', 'stop')}
          {key('fire-latest')}{key('hold')}{key('eject')}
        </div>
        <div class="panel-wheel">
          <JogWheel frame={tape ? Math.round(ms) : 0} place={tape ? timecodeAt(tape, ms, media) : ''} onTurn={(steps) => act('jog', 'turn', steps)} />
          <Said />
        </div>
      </main>
    </div>
  );
}

// What came of the last press, in words.
function Said() {
  const last = heard.value;
  const name = last ? (words.keys as Readonly<Record<string, string>>)[last.control] : undefined;
  return (
    <p class={`panel-said ${last?.outcome ?? ''}`} role="status">
      {last && name ? `${name}: ${last.message ?? words.out[last.outcome]}` : last?.message ?? words.wheelHint}
    </p>
  );
}

// How the film counts its frames.
function useMedia(contentKey: string | undefined): MediaDetails | null {
  return useLoad((signal) => (contentKey === undefined ? Promise.resolve(null) : api.get<MediaDetails>(`/api/media/${encodeURIComponent(contentKey)}`, undefined, signal)), contentKey ?? '').data;
}

function useTick(on: boolean): void {
  const [, turn] = useState(0);
  useEffect(() => {
    if (!on) return undefined;
    const timer = setInterval(() => turn((n) => n + 1), TICK_MS);
    return () => clearInterval(timer);
  }, [on]);
}
