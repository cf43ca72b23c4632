// Who is signed in. Everything else of the app asks here.
import { computed, signal } from '@preact/signals';
import { api, ApiError, onSignedOut } from './api';

export interface User {
  readonly id: string;
  readonly name: string;
  readonly avatarUrl: string | null;
  /** Of the box; roles in a workspace are the workspace's. */
  readonly role: 'admin' | 'user';
  readonly via: string;
}

interface SessionAnswer {
  readonly user: User;
  readonly expiresAt: string | null;
}

/** loading: not asked yet. unclaimed: nobody owns the box. out: a sign-in is needed. in: `user` says who. away: the box does not answer. */
export type SessionState = 'loading' | 'unclaimed' | 'out' | 'in' | 'away';

export const state = signal<SessionState>('loading');
export const user = signal<User | null>(null);
export const isAdmin = computed(() => user.value?.role === 'admin');

/** Asks the box who this is; call at the start, and when the hub says that the sign-in has ended. */
export async function refresh(): Promise<SessionState> {
  try {
    entered(await api.get<SessionAnswer>('/api/auth/session'));
  } catch (error) {
    user.value = null;
    state.value = !(error instanceof ApiError) || error.status !== 401 ? 'away' : (await isClaimed()) ? 'out' : 'unclaimed';
  }
  return state.value;
}

export async function signIn(username: string, password: string, remember: boolean): Promise<void> {
  entered(await api.post<SessionAnswer>('/api/auth/login', { username, password, remember }));
}

export async function claim(code: string, username: string, password: string): Promise<void> {
  entered(await api.post<SessionAnswer>('/api/setup/claim', { code, username, password }));
}

/** Comes in by an invite; the workspace that it leads to. */
export async function acceptInvite(code: string, displayName?: string): Promise<string> {
  const answer = await api.post<{ user: User; workspaceId: string }>('/api/auth/invite', { code, displayName });
  entered(answer);
  return answer.workspaceId;
}

export async function signOut(): Promise<void> {
  await api.post('/api/auth/logout').catch(() => undefined);
  user.value = null;
  state.value = 'out';
}

function entered(answer: { user: User }): void {
  user.value = answer.user;
  state.value = 'in';
}

async function isClaimed(): Promise<boolean> {
  try {
    return (await api.get<{ claimed: boolean }>('/api/setup')).claimed;
  } catch {
    return true;
  }
}

// A session that was revoked shows with the next call, whichever it is.
onSignedOut(() => {
  if (state.value === 'in') void refresh();
});
