import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, ErrorBox, TextField } from '../../parts';
import { useAddresses } from '../../platform/address';
import { asApiError, type ApiError } from '../../platform/api';
import { go } from '../../platform/router';
import { claim, state } from '../../platform/session';
import { texts } from '../../platform/texts';
import { Door } from './Door';

const words = texts.door;

export function Claim() {
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const addresses = useAddresses();
  const owned = state.value === 'in' || state.value === 'out';
  const mine = useRef(false);
  // Whoever has just claimed it sets it up; everyone else has no business here.
  useEffect(() => { if (owned) go(mine.current ? '/welcome' : '/', true); }, [owned]);
  const submit = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    mine.current = true;
    try {
      await claim(code.trim(), name, password);
    } catch (e) {
      setError(asApiError(e));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Door title={words.claimTitle} text={words.claimText} onSubmit={submit}>
      <TextField label={words.code} name="code" error={error} value={code} onInput={setCode} required autoFocus autocomplete="one-time-code" spellcheck={false} autocapitalize="characters" />
      <TextField label={words.name} name="username" error={error} value={name} onInput={setName} required maxLength={64} autocomplete="username" spellcheck={false} autocapitalize="none" />
      <TextField label={words.password} name="password" error={error} value={password} onInput={setPassword} type="password" required maxLength={200} autocomplete="new-password" />
      <Button kind="main" submit busy={busy}>{words.claim}</Button>
      <ErrorBox error={error} fields={['code', 'username', 'password']} />
      {addresses !== null && addresses.length > 0 && <p class="hint">{words.findAt}{addresses.map((address) => <span key={address} class="mono box-address">{address}</span>)}</p>}
    </Door>
  );
}
