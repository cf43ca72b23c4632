import { useState } from 'preact/hooks';
import { Button, Choice, Confirm, Dialog, ErrorBox, Lamp, Menu, MenuItem, Spinner, TextField, toast } from '../../parts';
import { api, asApiError } from '../../platform/api';
import { user } from '../../platform/session';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { dateOf } from '../../platform/words';
import { Section } from './Section';
import { useForm } from './useForm';

const words = texts.settings.people;

interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: 'admin' | 'user';
  readonly disabled: boolean;
  readonly hasPassword: boolean;
  readonly createdAt: string;
}

export function People() {
  const people = useLoad((signal) => api.get<Person[]>('/api/admin/users', { limit: 500 }, signal));
  return (
    <Section title={texts.settings.nav.people} hint={words.hint}>
      <ErrorBox error={people.error} onRetry={people.reload} />
      {people.data === null && !people.error && <Spinner />}
      <ul class="lines">
        {people.data?.map((person) => <Line key={person.id} person={person} onChange={people.reload} />)}
      </ul>
      <AddPerson onAdded={people.reload} />
    </Section>
  );
}

function Line({ person, onChange }: { readonly person: Person; readonly onChange: () => void }) {
  const [asks, setAsks] = useState<'reset' | 'delete' | null>(null);
  const own = person.id === user.value?.id;
  const change = (body: object): void => {
    api.put(`/api/admin/users/${person.id}`, body).then(onChange, (e: unknown) => toast({ text: asApiError(e).message, kind: 'bad' }));
  };
  const facts = [own ? words.me : '', person.role === 'admin' ? texts.settings.roles.admin : '', person.hasPassword ? '' : words.guest, words.since(dateOf(person.createdAt))];
  return (
    <li class="line">
      <span class="line-main"><b>{person.name}</b><span class="hint">{facts.filter(Boolean).join(' · ')}</span></span>
      {person.disabled && <Lamp colour="amber">{words.disabled}</Lamp>}
      <Menu label={texts.app.more} title={words.menu(person.name)}>
        <MenuItem onClick={() => setAsks('reset')}>{words.reset}</MenuItem>
        <MenuItem onClick={() => change({ role: person.role === 'admin' ? 'user' : 'admin' })}>{person.role === 'admin' ? words.makeUser : words.makeAdmin}</MenuItem>
        <MenuItem onClick={() => change({ disabled: !person.disabled })}>{person.disabled ? words.enable : words.disable}</MenuItem>
        <MenuItem onClick={() => setAsks('delete')}>{texts.app.delete}</MenuItem>
      </Menu>
      {asks === 'reset' && <Reset person={person} onClose={() => { setAsks(null); onChange(); }} />}
      {asks === 'delete' && (
        <Confirm
          title={words.deleteTitle(person.name)} text={words.deleteText} act={texts.app.delete}
          run={() => api.delete(`/api/admin/users/${person.id}`).then(onChange)} onClose={() => setAsks(null)}
        />
      )}
    </li>
  );
}

function Reset({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const [password, setPassword] = useState('');
  const { error, busy, send } = useForm();
  const submit = async (): Promise<void> => {
    if (await send(() => api.put(`/api/admin/users/${person.id}`, { password }))) onClose();
  };
  return (
    <Dialog
      title={words.resetTitle(person.name)} onClose={onClose}
      foot={<><Button onClick={onClose}>{texts.app.cancel}</Button><Button kind="main" busy={busy} onClick={() => void submit()}>{words.reset}</Button></>}
    >
      <form class="form" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
        <TextField label={words.password} name="password" type="password" error={error} value={password} onInput={setPassword} autoFocus required autocomplete="new-password" hint={words.resetHint} />
        <ErrorBox error={error} fields={['password']} />
      </form>
    </Dialog>
  );
}

function AddPerson({ onAdded }: { readonly onAdded: () => void }) {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<'user' | 'admin'>('user');
  const { error, busy, send } = useForm();
  const submit = async (): Promise<void> => {
    if (!(await send(() => api.post('/api/admin/users', { username, password, role })))) return;
    setUsername('');
    setPassword('');
    onAdded();
  };
  return (
    <form class="card form" aria-label={words.add} onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <h3>{words.add}</h3>
      <div class="row3">
        <TextField label={words.name} name="username" error={error} value={username} onInput={setUsername} required maxLength={64} autocomplete="off" spellcheck={false} />
        <TextField label={words.password} name="password" type="password" error={error} value={password} onInput={setPassword} required autocomplete="new-password" />
        <Choice label={words.role} name="role" error={error} value={role} options={Object.entries(words.roles) as ['user' | 'admin', string][]} onChange={setRole} />
      </div>
      <ErrorBox error={error} fields={['username', 'password', 'role']} />
      <p><Button kind="main" submit busy={busy}>{words.create}</Button></p>
    </form>
  );
}
