// What a panel shows and does: the workspace that panels act on, its deck, the player, and the press of a key.
import { signal, useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { api, asApiError } from '../../platform/api';
import { hub } from '../../platform/box';
import type { Workspace } from '../../platform/records';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import type { Deck } from './deckState';
import type { Vtr } from './vtr';

export type Outcome = 'heard' | 'done' | 'ignored' | 'refused' | 'unbound';

/** The last press: what came of it. */
export interface Heard {
  readonly control: string;
  readonly outcome: Outcome;
  readonly message: string | null;
  readonly at: number;
}

const CLOCK_LIMIT_MS = 40;

export const heard = signal<Heard | null>(null);

export function usePanel() {
  const deck = useSignal<Deck | null>(null);
  const vtr = useSignal<Vtr | null>(null);
  const rooms = useLoad((abort) => api.get<Workspace[]>('/api/workspaces', { limit: 500 }, abort)).data;
  const active = useLoad((abort) => api.get<{ workspaceId: string | null }>('/api/panels/active', undefined, abort));
  const workspaceId = active.data === null || rooms === null ? null : active.data.workspaceId ?? rooms[0]?.id ?? null;

  useEffect(() => {
    api.get<Vtr>('/api/vtr').then((state) => { vtr.value ??= state; }, () => undefined);
    return hub.on('vtr_state', ({ data }) => { vtr.value = data as Vtr; });
  }, []);
  useEffect(() => {
    if (workspaceId === null) return undefined;
    deck.value = null;
    const take = (state: Deck | undefined): void => { if (state && state.rev >= (deck.value?.rev ?? -1)) deck.value = state; };
    return hub.join(workspaceId, {
      snapshot: (all) => {
        take(all['deck'] as Deck | undefined);
        if (all['vtr']) vtr.value = all['vtr'] as Vtr;
      },
      frame: (frame) => { if (frame.type === 'deck_state') take(frame.data as Deck); },
    });
  }, [workspaceId]);

  const choose = (id: string): void => {
    active.set(() => ({ workspaceId: id }));
    api.put('/api/panels/active', { workspaceId: id }).catch(() => active.reload());
  };
  const act = (control: string, event: 'press' | 'turn' | 'release', steps?: number): void => { void press(control, event, workspaceId, steps); };
  const moving = useComputed(() => vtr.value?.state === 'rolling' || (deck.value !== null && deck.value.speed !== 0));
  return { deck, vtr, rooms, workspaceId, choose, act, moving };
}

async function press(control: string, event: string, workspaceId: string | null, steps?: number): Promise<void> {
  // The instant of the edge, where this page knows the box's clock well enough: the box refuses what lies 50 ms in its future.
  const atServerMs = event === 'press' && hub.clock.error < CLOCK_LIMIT_MS ? hub.clock.serverNow() : undefined;
  const at = performance.now();
  heard.value = { control, outcome: 'heard', message: null, at };
  try {
    const answer = await api.post<{ outcome: Outcome; message: string | null }>(`/api/panels/virtual/${control}`, { event, steps, workspaceId: workspaceId ?? undefined, atServerMs });
    if (heard.value.at === at) heard.value = { control, outcome: answer.outcome, message: answer.message, at };
  } catch (error) {
    if (heard.value.at === at) heard.value = { control, outcome: 'refused', message: asApiError(error).message || texts.app.away, at };
  }
}
