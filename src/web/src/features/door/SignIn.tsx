import { useEffect, useState } from 'preact/hooks';
import { Button, CheckField, ErrorBox, TextField } from '../../parts';
import { asApiError, type ApiError } from '../../platform/api';
import { go, query } from '../../platform/router';
import { signIn, state } from '../../platform/session';
import { texts } from '../../platform/texts';
import { Door } from './Door';
import { PlexSignIn } from './PlexSignIn';

const words = texts.door;

export function SignIn() {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [remember, setRemember] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const [to] = useState(destination);
  const inside = state.value === 'in';
  useEffect(() => { if (inside) go(to, true); }, [inside]);
  const submit = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      await signIn(name, password, remember);
    } catch (e) {
      setError(asApiError(e));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Door title={words.signInTitle} onSubmit={submit}>
      <TextField label={words.name} name="username" error={error} value={name} onInput={setName} required autoFocus maxLength={64} autocomplete="username" spellcheck={false} autocapitalize="none" />
      <TextField label={words.password} name="password" error={error} value={password} onInput={setPassword} type="password" required maxLength={200} autocomplete="current-password" />
      <CheckField label={words.remember} checked={remember} onChange={setRemember} />
      <Button kind="main" submit busy={busy}>{words.signIn}</Button>
      <ErrorBox error={error} fields={['username', 'password']} />
      <PlexSignIn />
    </Door>
  );
}

// Only to a path of this very box: an address from elsewhere is not followed.
function destination(): string {
  const to = query().get('to') ?? '/';
  return /^\/(?![/\\])/.test(to) ? to : '/';
}
