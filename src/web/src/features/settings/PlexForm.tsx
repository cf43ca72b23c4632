import { useState } from 'preact/hooks';
import { Button, CopyText, ErrorBox, Lamp, TextField } from '../../parts';
import { api, ApiError } from '../../platform/api';
import type { Source } from '../../platform/records';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import type { SourceTest } from './SourceForm';
import { useForm } from './useForm';

const words = texts.settings.sources;

/** Connects a Plex server: tried first, so that what is wrong is said before anything is kept. */
export function PlexForm({ onAdded }: { readonly onAdded: (source: Source) => void }) {
  const [url, setUrl] = useState('');
  const [token, setToken] = useState('');
  const [test, setTest] = useState<SourceTest | null>(null);
  const { error, busy, send } = useForm();
  const connect = (): Promise<boolean> => send(async () => {
    const wanted = { url: url.trim(), token: token.trim() };
    setTest(null);
    const tried = await api.post<SourceTest>('/api/plex/connect', wanted);
    if (!tried.ok) throw new ApiError('VALIDATION_ERROR', tried.message, [{ field: tried.field ?? 'url', message: `– ${tried.message}` }]);
    onAdded(await api.post<Source>('/api/sources', { kind: 'plex', ...wanted }));
    setTest(tried);
    setToken('');
  });
  return (
    <form class="form" onSubmit={(event) => { event.preventDefault(); void connect(); }}>
      <div class="row2">
        <TextField label={words.plexUrl} name="url" error={error} value={url} onInput={setUrl} required autocomplete="off" spellcheck={false} autocapitalize="none" placeholder="http://192.168.1.10:32400" />
        <TextField label={words.plexToken} name="token" error={error} value={token} onInput={setToken} type="password" required autocomplete="off" hint={words.plexTokenHint} />
      </div>
      <ErrorBox error={error} fields={['url', 'token']} />
      <p class="form-foot"><Button kind="main" submit busy={busy}>{words.connectPlex}</Button><span role="status">{test && <Lamp colour="green">{test.message}</Lamp>}</span></p>
      <Connected />
    </form>
  );
}

interface PlexConfig {
  readonly servers: readonly unknown[];
  readonly isDemo: boolean;
  readonly hookPath: string;
}

function Connected() {
  const config = useLoad((signal) => api.get<PlexConfig>('/api/plex/config', undefined, signal)).data;
  return (
    <>
      {config?.isDemo && <p class="hint">{words.demo}</p>}
      {config && <CopyText label={words.hook} text={location.origin + config.hookPath} hint={words.hookHint} />}
    </>
  );
}
