import { Lamp } from '../../parts';
import { api } from '../../platform/api';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { lampOf, type Vtr } from '../panel/vtr';

const words = texts.home;

/** What stands in the player. */
export function PlayerNow() {
  const vtr = useLoad((signal) => api.get<Vtr>('/api/vtr', undefined, signal), '', 2_000).data;
  return (
    <section class="card side-card" aria-labelledby="player-now">
      <header><h2 id="player-now">{words.player}</h2><span class="hint">{vtr ? words.outputs(vtr.outputs.length) : ''}</span></header>
      <p class="player-now">
        <Lamp colour={vtr ? lampOf(vtr) : 'off'}>{vtr?.onAir ? words.onAir : words[vtr?.state === 'empty' || !vtr ? 'playerEmpty' : vtr.state]}</Lamp>
        {vtr?.clip && <span><b class="mono">{vtr.clip.number}</b> {vtr.clip.label}</span>}
      </p>
    </section>
  );
}
