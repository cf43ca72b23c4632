import { useState } from 'preact/hooks';
import { Button, ErrorBox, Lamp, TextField } from '../../parts';
import { api } from '../../platform/api';
import type { Source } from '../../platform/records';
import { texts } from '../../platform/texts';
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
    const tried = await api.post<SourceTest>('/api/plex/connect', wanted);
    setTest(tried);
    if (!tried.ok) return;
    onAdded(await api.post<Source>('/api/sources', { kind: 'plex', name: new URL(wanted.url).hostname, ...wanted }));
    setToken('');
  });
  return (
    <form class="form" onSubmit={(event) => { event.preventDefault(); void connect(); }}>
      <div class="row2">
        <TextField label={words.plexUrl} name="url" error={error} value={url} onInput={setUrl} required autocomplete="off" spellcheck={false} autocapitalize="none" placeholder="http://192.168.1.10:32400" />
        <TextField label={words.plexToken} name="token" error={error} value={token} onInput={setToken} type="password" required autocomplete="off" hint={words.plexTokenHint} />
      </div>
      <ErrorBox error={error} fields={['url', 'token']} />
      <p class="form-foot"><Button kind="main" submit busy={busy}>{words.connectPlex}</Button><span role="status">{test && <Lamp colour={test.ok ? 'green' : 'red'}>{test.message}</Lamp>}</span></p>
    </form>
  );
}
