import { useState } from 'preact/hooks';
import { Button, ErrorBox, TextField, toast } from '../../parts';
import { api } from '../../platform/api';
import { user } from '../../platform/session';
import { texts } from '../../platform/texts';
import { Section } from './Section';
import { useForm } from './useForm';

const words = texts.settings.account;

export function Account() {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const { error, busy, send } = useForm();
  const submit = async (): Promise<void> => {
    if (!(await send(() => api.post('/api/auth/password', { password, current: current || undefined })))) return;
    setCurrent('');
    setPassword('');
    toast({ text: words.done, kind: 'good' });
  };
  const me = user.value;
  return (
    <Section title={texts.settings.nav.account} hint={words.hint}>
      {me && <p>{words.signedIn(me.name, texts.settings.roles[me.role])}</p>}
      <form class="card form" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        <span class="hidden" aria-hidden="true"><input type="text" autocomplete="username" value={me?.name} readOnly tabIndex={-1} /></span>
        <TextField label={words.current} name="current" type="password" error={error} value={current} onInput={setCurrent} autocomplete="current-password" hint={words.noPassword} />
        <TextField label={words.password} name="password" type="password" error={error} value={password} onInput={setPassword} required autocomplete="new-password" hint={words.passwordHint} />
        <ErrorBox error={error} fields={['current', 'password']} />
        <p><Button kind="main" submit busy={busy}>{words.act}</Button></p>
      </form>
    </Section>
  );
}
