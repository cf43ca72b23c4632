import { useState } from 'preact/hooks';
import { Button, Choice, ErrorBox, Spinner, TextField, toast } from '../../parts';
import { api } from '../../platform/api';
import type { Share } from '../../platform/records';
import { isAdmin } from '../../platform/session';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { Section } from './Section';
import { ShareView } from './ShareView';
import { useForm } from './useForm';

const words = texts.settings.share;
type Access = keyof typeof words.accesses;

export function ShareSetting() {
  const share = useLoad((signal) => api.get<Share>('/api/share', undefined, signal), '', 5_000);
  return (
    <Section title={texts.settings.nav.share} hint={words.hint}>
      <ErrorBox error={share.error} onRetry={share.reload} />
      {share.data === null && !share.error && <Spinner />}
      {share.data && <div class="card"><ShareView share={share.data} /></div>}
      {share.data && isAdmin.value && share.data.state !== 'external' && <AccessForm share={share.data} onChange={share.reload} />}
    </Section>
  );
}

function AccessForm({ share, onChange }: { readonly share: Share; readonly onChange: () => void }) {
  const [access, setAccess] = useState<Access>(share.access);
  const [password, setPassword] = useState('');
  const { error, busy, send } = useForm();
  const submit = async (): Promise<void> => {
    if (!(await send(() => api.put('/api/share', { access, password: password || undefined })))) return;
    setPassword('');
    onChange();
    toast({ text: words.saved, kind: 'good' });
  };
  return (
    <form class="card form" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <div class="row2">
        <Choice label={words.access} name="access" error={error} value={access} options={Object.entries(words.accesses) as [Access, string][]} onChange={setAccess} />
        {access === 'password' && <TextField label={words.password} name="password" type="password" error={error} value={password} onInput={setPassword} autocomplete="new-password" hint={words.passwordHint} />}
      </div>
      <ErrorBox error={error} fields={['access', 'password']} />
      <p><Button kind="main" submit busy={busy}>{words.save}</Button></p>
    </form>
  );
}
