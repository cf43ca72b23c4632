import { useState } from 'preact/hooks';
import { Button, Choice, CopyText, ErrorBox, toast } from '../../parts';
import { Qr } from '../../parts/Qr';
import { api, asApiError } from '../../platform/api';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { dateOf } from '../../platform/words';
import { ROLES, type WorkspaceRole } from './Members';
import { useForm } from './useForm';

const words = texts.settings.members;
const DAY_MS = 86_400_000;
type Uses = keyof typeof words.uses1;
type Lasts = keyof typeof words.lastsOptions;

interface Invite {
  readonly id: string;
  readonly url: string | null;
  readonly role: WorkspaceRole;
  readonly expiresAt: string | null;
  readonly maxUses: number | null;
  readonly uses: number;
}

/** Links by which others come into a workspace. */
export function Invites({ room }: { readonly room: string }) {
  const path = `/api/workspaces/${room}/invites`;
  const invites = useLoad((signal) => api.get<Invite[]>(path, { limit: 100 }, signal));
  const [role, setRole] = useState<WorkspaceRole>('collaborator');
  const [uses, setUses] = useState<Uses>('5');
  const [lasts, setLasts] = useState<Lasts>('7');
  const [made, setMade] = useState<string | null>(null);
  const { error, busy, send } = useForm();
  const make = (): Promise<boolean> => send(async () => {
    const asked = {
      role,
      maxUses: uses === 'any' ? undefined : Number(uses),
      expiresAt: lasts === 'never' ? undefined : new Date(Date.now() + Number(lasts) * DAY_MS).toISOString(),
    };
    setMade((await api.post<Invite>(path, asked)).url);
    invites.reload();
  });
  const revoke = (invite: Invite): void => {
    api.delete(`${path}/${invite.id}`).catch((e: unknown) => toast({ text: asApiError(e).message, kind: 'bad' })).finally(invites.reload);
  };
  return (
    <div class="card form">
      <h3>{words.invites}</h3>
      {invites.data?.length === 0 && <p class="hint">{words.noInvites}</p>}
      <ul class="lines">
        {invites.data?.map((invite) => (
          <li key={invite.id} class="line">
            <span class="line-main">
              <b>{words.roles[invite.role]}</b>
              <span class="hint">{[words.uses(invite.uses, invite.maxUses), invite.expiresAt ? words.ends(dateOf(invite.expiresAt)) : ''].filter(Boolean).join(' · ')}</span>
            </span>
            <Button small onClick={() => revoke(invite)}>{words.revoke}</Button>
          </li>
        ))}
      </ul>
      <form class="row4" aria-label={words.makeInvite} onSubmit={(event) => { event.preventDefault(); void make(); }}>
        <Choice label={words.role} name="role" error={error} value={role} options={ROLES} onChange={setRole} />
        <Choice label={words.maxUses} name="maxUses" error={error} value={uses} options={Object.entries(words.uses1) as [Uses, string][]} onChange={setUses} />
        <Choice label={words.lasts} name="expiresAt" error={error} value={lasts} options={Object.entries(words.lastsOptions) as [Lasts, string][]} onChange={setLasts} />
        <span class="row-key"><Button submit busy={busy}>{words.make}</Button></span>
      </form>
      <ErrorBox error={error} fields={['role', 'maxUses', 'expiresAt']} />
      {made !== null && <div class="with-qr"><CopyText label={words.link} text={made} hint={words.linkHint} /><Qr text={made} label={words.qr} /></div>}
    </div>
  );
}
