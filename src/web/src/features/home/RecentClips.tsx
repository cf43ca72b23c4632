import type { Clip } from '../../platform/records';
import { texts } from '../../platform/texts';
import { ago, length } from '../../platform/words';
import { titleOf } from '../clips/filter';

const words = texts.home;

/** The clips that were cut last, in any workspace of mine. */
export function RecentClips({ clips }: { readonly clips: readonly Clip[] | null }) {
  return (
    <section class="recent" aria-labelledby="recent-clips">
      <header class="page-head"><h2 id="recent-clips">{words.clips}</h2><a href="/clips">{words.allClips}</a></header>
      {clips?.length === 0 && <p class="hint">{words.noClips}</p>}
      <ul class="recent-row">
        {clips?.map((clip) => (
          <li key={clip.id}>
            <a href={`/clips?clip=${clip.id}`} class="recent-clip">
              <span class="still">
                {clip.posterUrl && <img src={clip.posterUrl} alt="" loading="lazy" width="160" height="90" />}
                {clip.durationMs !== null && <span class="mono time">{length(clip.durationMs)}</span>}
              </span>
              <span class="recent-name"><b class="mono">{clip.number}</b> {titleOf(clip)}</span>
              <span class="hint">{ago(clip.updatedAt)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
