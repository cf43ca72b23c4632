import { useState } from 'preact/hooks';
import { Button, Confirm, ErrorBox, Lamp, Spinner, toast, type LampColour } from '../../parts';
import { api, asApiError } from '../../platform/api';
import type { Source } from '../../platform/records';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { count } from '../../platform/words';
import { PlexForm } from './PlexForm';
import { Section } from './Section';
import { SourceForm, type SourceTest } from './SourceForm';

const words = texts.settings.sources;
const COLOURS: Record<Source['state'], LampColour> = { indexing: 'amber', ready: 'green', away: 'red' };

export function Sources() {
  const sources = useLoad((signal) => api.get<Source[]>('/api/sources', undefined, signal), '', 2_000);
  const [going, setGoing] = useState<Source | null>(null);
  return (
    <Section title={texts.settings.nav.sources} hint={words.hint}>
      <ErrorBox error={sources.error} onRetry={sources.reload} />
      {sources.data === null && !sources.error && <Spinner />}
      {sources.data?.length === 0 && <p class="hint">{words.none}</p>}
      <ul class="lines">{sources.data?.map((source) => <SourceLine key={source.id} source={source} onRemove={() => setGoing(source)} />)}</ul>
      <div class="card form"><h3>{words.addTitle}</h3><SourceForm onAdded={sources.reload} /></div>
      <div class="card form"><h3>{words.addPlexTitle}</h3><PlexForm onAdded={sources.reload} /></div>
      {going && (
        <Confirm
          title={words.removeTitle(going.name)} text={words.removeText} act={words.remove}
          run={() => api.delete(`/api/sources/${going.id}`).then(sources.reload)} onClose={() => setGoing(null)}
        />
      )}
    </Section>
  );
}

/** A source with its lamp. */
export function SourceLine({ source, onRemove }: { readonly source: Source; readonly onRemove?: () => void }) {
  const test = (): void => {
    api.post<SourceTest>(`/api/sources/${source.id}/test`).then(
      (answer) => toast({ text: `${source.name}: ${answer.message}`, kind: answer.ok ? 'good' : 'bad' }),
      (e: unknown) => toast({ text: asApiError(e).message, kind: 'bad' }),
    );
  };
  return (
    <li class="line">
      <span class="line-main">
        <b>{source.name}</b>
        <span class="hint mono">{source.path}</span>
        <span class="hint">{words.films(count(source.itemCount), source.waitingCount > 0 ? count(source.waitingCount) : null)}{source.watched ? '' : ` · ${words.polled}`}</span>
        {source.fault && <span class="fault">{source.fault}</span>}
      </span>
      <Lamp colour={COLOURS[source.state]} blink={source.state === 'indexing'}>{words.states[source.state]}</Lamp>
      <Button small onClick={test}>{words.test}</Button>
      {onRemove && <Button small kind="quiet" onClick={onRemove}>{words.remove}</Button>}
    </li>
  );
}
