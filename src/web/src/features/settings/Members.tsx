import { useState } from 'preact/hooks';
import { Button, EmptyState, ErrorBox, Icon, IconButton, Spinner, TextField, Choice, toast } from '../../parts';
import { api, asApiError } from '../../platform/api';
import type { Named, Workspace } from '../../platform/records';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { Invites } from './Invites';
import { Section } from './Section';
import { useForm } from './useForm';

const words = texts.settings.members;
export type WorkspaceRole = 'producer' | 'collaborator';
export const ROLES = Object.entries(words.roles) as [WorkspaceRole, string][];

interface Member {
  readonly user: Named;
  readonly role: WorkspaceRole;
}

export function Members() {
  const rooms = useLoad((signal) => api.get<Workspace[]>('/api/workspaces', { limit: 500 }, signal));
  const [chosen, setChosen] = useState<string | null>(null);
  const mine = rooms.data?.filter((room) => room.permissions.includes('manage:members')) ?? [];
  const room = mine.find((r) => r.id === chosen) ?? mine[0];
  return (
    <Section title={texts.settings.nav.workspaces} hint={words.hint}>
      <ErrorBox error={rooms.error} onRetry={rooms.reload} />
      {rooms.data === null && !rooms.error && <Spinner />}
      {rooms.data !== null && !room && <EmptyState title={words.none} />}
      {room && (
        <>
          <select aria-label={texts.settings.nav.workspaces} class="own-width" value={room.id} onChange={(event) => setChosen(event.currentTarget.value)}>
            {mine.map((r) => <option key={r.id} value={r.id}>{r.title}</option>)}
          </select>
          <MemberList key={room.id} room={room.id} />
          <Invites key={`${room.id}-invites`} room={room.id} />
        </>
      )}
    </Section>
  );
}

function MemberList({ room }: { readonly room: string }) {
  const path = `/api/workspaces/${room}/members`;
  const members = useLoad((signal) => api.get<Member[]>(path, { limit: 500 }, signal));
  const [username, setUsername] = useState('');
  const [role, setRole] = useState<WorkspaceRole>('collaborator');
  const { error, busy, send } = useForm();
  const bad = (e: unknown): void => toast({ text: asApiError(e).message, kind: 'bad' });
  const add = async (): Promise<void> => {
    if (!(await send(() => api.post(path, { username, role })))) return;
    setUsername('');
    members.reload();
  };
  return (
    <div class="card form">
      <h3>{words.members}</h3>
      <p class="hint">{words.right}</p>
      {members.data === null && !members.error && <Spinner />}
      <ul class="lines">
        {members.data?.map((member) => (
          <li key={member.user.id} class="line">
            <span class="line-main"><b>{member.user.name}</b></span>
            <select
              class="own-width" aria-label={words.roleOf(member.user.name)} value={member.role}
              onChange={(event) => { api.patch(`${path}/${member.user.id}`, { role: event.currentTarget.value }).catch(bad).finally(members.reload); }}
            >
              {ROLES.map(([key, text]) => <option key={key} value={key}>{text}</option>)}
            </select>
            <IconButton
              label={words.remove(member.user.name)}
              onClick={() => { api.delete(`${path}/${member.user.id}`).then(() => toast({ text: words.removed(member.user.name) }), bad).finally(members.reload); }}
            >
              <Icon name="close" size={16} />
            </IconButton>
          </li>
        ))}
      </ul>
      <form class="row3" onSubmit={(event) => { event.preventDefault(); void add(); }}>
        <TextField label={words.addName} name="username" error={error} value={username} onInput={setUsername} required autocomplete="off" spellcheck={false} />
        <Choice label={words.role} name="role" error={error} value={role} options={ROLES} onChange={setRole} />
        <span class="row-key"><Button submit busy={busy}>{words.add}</Button></span>
      </form>
      <ErrorBox error={error} fields={['username', 'role']} />
    </div>
  );
}
