import { Lamp } from '../../parts';
import { texts } from '../../platform/texts';
import { lampOf, type Vtr } from '../panel/vtr';

const words = texts.home;

/** What stands in the player. */
export function PlayerNow({ vtr }: { readonly vtr: Vtr | null }) {
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
