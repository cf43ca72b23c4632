import { useState } from 'preact/hooks';
import { Button, Choice, Confirm, CopyText, ErrorBox, Spinner, TextField } from '../../parts';
import { api } from '../../platform/api';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { dateOf } from '../../platform/words';
import { Section } from './Section';
import { useForm } from './useForm';

const words = texts.settings.tokens;
const DAY_MS = 86_400_000;
const LASTS = texts.settings.members.lastsOptions;
type Lasts = keyof typeof LASTS;

interface Token {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly token: string | null;
}

export function Tokens() {
  const tokens = useLoad((signal) => api.get<Token[]>('/api/tokens', undefined, signal));
  const [name, setName] = useState('');
  const [scope, setScope] = useState<'all' | 'read'>('all');
  const [lasts, setLasts] = useState<Lasts>('never');
  const [made, setMade] = useState<string | null>(null);
  const [going, setGoing] = useState<Token | null>(null);
  const { error, busy, send } = useForm();
  const make = (): Promise<boolean> => send(async () => {
    const expiresAt = lasts === 'never' ? undefined : new Date(Date.now() + Number(lasts) * DAY_MS).toISOString();
    setMade((await api.post<Token>('/api/tokens', { name, scopes: scope === 'read' ? ['read'] : [], expiresAt })).token);
    setName('');
    tokens.reload();
  });
  return (
    <Section title={texts.settings.nav.tokens} hint={words.hint}>
      <ErrorBox error={tokens.error} onRetry={tokens.reload} />
      {tokens.data === null && !tokens.error && <Spinner />}
      {tokens.data?.length === 0 && <p class="hint">{words.none}</p>}
      <ul class="lines">
        {tokens.data?.map((token) => (
          <li key={token.id} class="line">
            <span class="line-main">
              <b>{token.name}</b>
              <span class="hint">
                {[token.scopes.includes('read') ? words.readOnly : '', words.made(dateOf(token.createdAt)), token.expiresAt ? words.ends(dateOf(token.expiresAt)) : words.never].filter(Boolean).join(' · ')}
              </span>
            </span>
            <Button small onClick={() => setGoing(token)}>{words.revoke}</Button>
          </li>
        ))}
      </ul>
      <form class="card form" aria-label={words.make} onSubmit={(event) => { event.preventDefault(); void make(); }}>
        <div class="row3">
          <TextField label={words.name} name="name" error={error} value={name} onInput={setName} required maxLength={64} autocomplete="off" />
          <Choice label={words.scope} name="scopes" error={error} value={scope} options={Object.entries(words.scopes) as ['all' | 'read', string][]} onChange={setScope} />
          <Choice label={words.expires} name="expiresAt" error={error} value={lasts} options={Object.entries(LASTS) as [Lasts, string][]} onChange={setLasts} />
        </div>
        <ErrorBox error={error} fields={['name', 'scopes', 'expiresAt']} />
        <p><Button kind="main" submit busy={busy}>{words.make}</Button></p>
        {made !== null && <CopyText label={words.shown} text={made} hint={words.shownHint} />}
      </form>
      {going && (
        <Confirm
          title={words.revokeTitle(going.name)} text={words.revokeText} act={words.revoke}
          run={() => api.delete(`/api/tokens/${going.id}`).then(tokens.reload)} onClose={() => setGoing(null)}
        />
      )}
    </Section>
  );
}
