import { useState } from 'preact/hooks';
import { Button, Confirm, ErrorBox, Progress, Spinner, TextField, toast } from '../../parts';
import { api } from '../../platform/api';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { count, size } from '../../platform/words';
import { Section } from './Section';
import { useForm } from './useForm';

const words = texts.settings.retention;
const GB = 1e9;

interface Count {
  readonly clips: number;
  readonly bytes: number;
}

interface Choice {
  readonly keepDays: number;
  readonly reserveBytes: number;
}

interface Look {
  readonly chosen: Choice;
  readonly byAge: Count;
  readonly bySpace: Count;
  readonly all: Count;
  readonly kept: Count;
  readonly freeBytes: number;
  readonly totalBytes: number;
}

export function Retention() {
  const now = useLoad((signal) => api.get<Look>('/api/admin/retention', undefined, signal));
  return (
    <Section title={texts.settings.nav.retention} hint={words.hint}>
      <ErrorBox error={now.error} onRetry={now.reload} />
      {now.data === null && !now.error && <Spinner />}
      {now.data && <ChoiceForm chosen={now.data.chosen} />}
    </Section>
  );
}

// The figures follow what is typed, before anything is saved.
function ChoiceForm({ chosen }: { readonly chosen: Choice }) {
  const [days, setDays] = useState(String(chosen.keepDays));
  const [reserve, setReserve] = useState(String(Math.round(chosen.reserveBytes / GB * 10) / 10));
  const [asking, setAsking] = useState(false);
  const { error, busy, send } = useForm();
  const wanted = { keepDays: numberOf(days), reserveBytes: Math.round(numberOf(reserve) * GB) };
  const look = useLoad((signal) => api.get<Look>('/api/admin/retention', wanted, signal), `${wanted.keepDays} ${wanted.reserveBytes}`);
  const going = look.data ? look.data.byAge.clips + look.data.bySpace.clips : 0;
  const save = async (): Promise<void> => {
    if (await send(() => api.put('/api/admin/retention', wanted))) toast({ text: words.saved, kind: 'good' });
  };
  const wrong = error ?? look.error;
  return (
    <form class="card form" onSubmit={(event) => { event.preventDefault(); if (going > 0) setAsking(true); else void save(); }}>
      <div class="row2">
        <TextField label={words.days} name="keepDays" error={wrong} value={days} onInput={setDays} inputMode="numeric" required hint={words.daysHint} />
        <TextField label={words.reserve} name="reserveBytes" error={wrong} value={reserve} onInput={setReserve} inputMode="decimal" required hint={words.reserveHint} />
      </div>
      <Figures look={look.data} />
      <ErrorBox error={wrong} fields={['keepDays', 'reserveBytes']} />
      <p><Button kind="main" submit busy={busy} disabled={look.data === null}>{words.save}</Button></p>
      {asking && <Confirm title={words.confirmTitle} text={words.confirm(count(going))} act={words.confirmAct} run={save} onClose={() => setAsking(false)} />}
    </form>
  );
}

function Figures({ look }: { readonly look: Look | null }) {
  const said = (counted: Count | undefined): string => (counted ? words.clips(count(counted.clips), size(counted.bytes)) : '–');
  const gone = look ? { clips: look.all.clips - look.byAge.clips - look.bySpace.clips, bytes: look.all.bytes - look.byAge.bytes - look.bySpace.bytes } : undefined;
  return (
    <section class="form" aria-label={words.would}>
      <h3>{words.would}</h3>
      <dl class="facts would" aria-live="polite">
        <dt>{words.old}</dt><dd class={look?.byAge.clips ? 'fault' : undefined}>{said(look?.byAge)}</dd>
        <dt>{words.tight}</dt><dd class={look?.bySpace.clips ? 'fault' : undefined}>{said(look?.bySpace)}</dd>
        <dt>{words.stays}</dt><dd>{said(gone)}</dd>
        <dt>{words.kept}</dt><dd>{said(look?.kept)}</dd>
      </dl>
      <Progress percent={look ? (100 * (look.totalBytes - look.freeBytes)) / Math.max(1, look.totalBytes) : 0} label={words.reserve} />
      <p class="hint">{look ? words.disk(size(look.freeBytes), size(look.totalBytes)) : ' '}</p>
    </section>
  );
}

// What is no number is sent as one that the box refuses, so that its message stands at the field.
const numberOf = (text: string): number => (/^\s*\d+([.,]\d+)?\s*$/.test(text) ? Number(text.replace(',', '.')) : -1);
