import { useEffect, useState } from 'preact/hooks';
import { Button, ErrorBox, TextField } from '../../parts';
import { asApiError, type ApiError } from '../../platform/api';
import { go } from '../../platform/router';
import { acceptInvite, signIn, state } from '../../platform/session';
import { texts } from '../../platform/texts';
import { Door } from './Door';

const words = texts.door;

/** The code stands behind the #, so that it is in no server's log; it leaves the address at once. */
export function Invite() {
  const [code] = useState(() => location.hash.slice(1));
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    history.replaceState(null, '', '/invite');
    if (state.value === 'in') void enter();
  }, []);
  const enter = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      if (password) await signIn(name, password, true);
      go(`/w/${await acceptInvite(code, state.value === 'in' ? undefined : name)}`, true);
    } catch (e) {
      setError(asApiError(e));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Door title={words.inviteTitle} text={words.inviteText} onSubmit={enter}>
      <TextField label={words.name} name="displayName" error={error} value={name} onInput={setName} required autoFocus maxLength={64} autocomplete="username" spellcheck={false} />
      <TextField label={words.password} name="password" error={error} value={password} onInput={setPassword} type="password" maxLength={200} autocomplete="current-password" />
      <Button kind="main" submit busy={busy}>{words.comeIn}</Button>
      <ErrorBox error={error} fields={['displayName', 'password']} />
    </Door>
  );
}
