import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, Confirm, ErrorBox, Spinner, toast } from '../../parts';
import { api } from '../../platform/api';
import { hub } from '../../platform/box';
import type { Workspace } from '../../platform/records';
import { isAdmin } from '../../platform/session';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { clashes, lineOf, nameless, type ActionKind, type Binding } from './bindings';
import { KeyLine } from './KeyLine';
import type { PanelEvent } from './PanelTry';
import { useForm } from './useForm';

const words = texts.settings.bindings;
const LIT_MS = 1_500;

interface Answer {
  readonly bindings: readonly Binding[];
  readonly actions: readonly ActionKind[];
}

/** Which key does what: lines to edit, and any key that is pressed shows its own. */
export function KeysEditor() {
  const stored = useLoad((signal) => api.get<Answer>('/api/panels/bindings', undefined, signal));
  const rooms = useLoad((signal) => api.get<Workspace[]>('/api/workspaces', { limit: 500 }, signal)).data;
  const may = isAdmin.value || rooms?.some((room) => room.permissions.includes('export:obs')) === true;
  return (
    <div class="card form">
      <h3>{words.title}</h3>
      <p class="hint">{may ? words.hint : words.notAllowed}</p>
      <ErrorBox error={stored.error} onRetry={stored.reload} />
      {stored.data === null && !stored.error && <Spinner />}
      {stored.data && <Editor stored={stored.data} may={may} onStored={(answer) => stored.set(() => answer)} />}
    </div>
  );
}

function Editor({ stored, may, onStored }: { readonly stored: Answer; readonly may: boolean; readonly onStored: (answer: Answer) => void }) {
  const [lines, setLines] = useState(stored.bindings);
  const [resetting, setResetting] = useState(false);
  const { error, busy, send } = useForm();
  useEffect(() => setLines(stored.bindings), [stored]);
  const lit = useHeard(lines, may ? (line) => setLines((all) => [...all, line]) : undefined);
  const twice = clashes(lines);
  const bare = nameless(lines);
  const put = (i: number, line: Binding | null): void => setLines(lines.flatMap((old, at) => (at !== i ? [old] : line ? [line] : [])));
  const save = async (): Promise<void> => {
    if (!(await send(async () => onStored(await api.put<Answer>('/api/panels/bindings', { bindings: lines }))))) return;
    toast({ text: words.saved, kind: 'good' });
  };
  const reset = async (): Promise<void> => {
    await api.delete('/api/panels/bindings');
    onStored(await api.get<Answer>('/api/panels/bindings'));
  };
  return (
    <form class="form" onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <div class="scroll" tabIndex={0} role="region" aria-label={words.title}>
        <table class="table keys-table">
          <thead><tr>{(['panel', 'control', 'event', 'action', 'arguments'] as const).map((head) => <th key={head} scope="col">{words[head]}</th>)}<td /></tr></thead>
          <tbody>
            {lines.map((line, i) => (
              <KeyLine
                key={i} line={line} actions={stored.actions} disabled={!may} lit={lit === i}
                fault={twice.has(i) ? words.clash(line.control, words.events[line.event]) : bare.has(i) ? words.needName : undefined}
                onChange={(changed) => put(i, changed)} onRemove={() => put(i, null)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <ErrorBox error={error} />
      {may && (
        <div class="form-foot">
          <Button kind="main" submit busy={busy} disabled={lines === stored.bindings || twice.size > 0 || bare.size > 0}>{words.save}</Button>
          <Button disabled={lines === stored.bindings} onClick={() => setLines(stored.bindings)}>{words.undo}</Button>
          <Button onClick={() => setLines([...lines, { panel: 'virtual', control: '', event: 'press', action: 'deck.mark', arguments: null }])}>{words.add}</Button>
          <span class="gap" />
          <Button onClick={() => setResetting(true)}>{words.reset}</Button>
        </div>
      )}
      {resetting && <Confirm title={words.resetTitle} text={words.resetText} act={words.resetAct} run={reset} onClose={() => setResetting(false)} />}
    </form>
  );
}

// A key that someone presses lights its line up; one that has none gets one.
function useHeard(lines: readonly Binding[], onNew?: (line: Binding) => void): number {
  const [heard, setHeard] = useState<{ panel: string; control: string; event: Binding['event'] } | null>(null);
  const newest = useRef({ lines, onNew });
  newest.current = { lines, onNew };
  useEffect(() => {
    let timer = 0;
    const stop = hub.on('panel_event', ({ data }) => {
      const { panel, control, event, outcome } = data as PanelEvent;
      const key = { panel, control, event: event as Binding['event'] };
      setHeard(key);
      clearTimeout(timer);
      timer = window.setTimeout(() => setHeard(null), LIT_MS);
      if (outcome !== 'unbound' || lineOf(newest.current.lines, key) >= 0) return;
      newest.current.onNew?.({ ...key, action: 'deck.mark', arguments: null });
      toast({ text: words.newKey(control) });
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return heard === null ? -1 : lineOf(lines, heard);
}
