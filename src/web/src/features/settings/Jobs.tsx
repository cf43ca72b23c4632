import { useState } from 'preact/hooks';
import { Button, ErrorBox, Lamp, Progress, Spinner, toast, type LampColour } from '../../parts';
import { api, asApiError } from '../../platform/api';
import type { Job, JobState, Workspace } from '../../platform/records';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { ago, length } from '../../platform/words';
import { Section } from './Section';

const words = texts.settings.jobs;
const COLOURS: Record<JobState, LampColour> = { queued: 'off', processing: 'amber', complete: 'green', error: 'red', cancelled: 'off' };

export function Jobs() {
  const [state, setState] = useState('');
  const [limit, setLimit] = useState(50);
  const jobs = useLoad((signal) => api.page<Job>('/api/jobs', { state, limit }, signal), state, 2_000);
  const rooms = useLoad((signal) => api.get<Workspace[]>('/api/workspaces', { limit: 500 }, signal)).data;
  return (
    <Section title={texts.settings.nav.jobs} hint={words.hint}>
      <div class="segments words" role="group" aria-label={words.state}>
        {Object.entries(words.states).map(([key, text]) => <Button key={key} kind="quiet" aria-pressed={state === key} onClick={() => setState(key)}>{text}</Button>)}
      </div>
      <ErrorBox error={jobs.error} onRetry={jobs.reload} />
      {jobs.data === null && !jobs.error && <Spinner />}
      {jobs.data?.items.length === 0 && <p class="hint">{words.none}</p>}
      <ul class="lines">
        {jobs.data?.items.map((job) => <JobLine key={job.id} job={job} room={rooms?.find((w) => w.id === job.workspaceId)?.title ?? ''} onChange={jobs.reload} />)}
      </ul>
      {jobs.data && jobs.data.total > limit && limit < 500 && <p class="centre"><Button onClick={() => setLimit((n) => Math.min(500, n * 2))}>{texts.clips.more}</Button></p>}
    </Section>
  );
}

function JobLine({ job, room, onChange }: { readonly job: Job; readonly room: string; readonly onChange: () => void }) {
  const act = (what: 'cancel' | 'retry'): void => {
    api.post(`/api/jobs/${job.id}/${what}`).then(onChange, (e: unknown) => toast({ text: asApiError(e).message, kind: 'bad' }));
  };
  const took = job.startedAt && job.finishedAt ? words.took(length(Date.parse(job.finishedAt) - Date.parse(job.startedAt))) : '';
  return (
    <li class="line">
      <span class="line-main">
        <b>{texts.home.kinds[job.kind] ?? job.kind}</b>
        <span class="hint">{[room, ago(job.createdAt), took, job.attempts > 1 ? words.tries(job.attempts) : ''].filter(Boolean).join(' · ')}</span>
        {job.errorText && <span class="fault">{job.errorText}</span>}
        {job.state === 'processing' && <Progress percent={job.progressPercent} label={texts.home.kinds[job.kind] ?? job.kind} />}
      </span>
      <Lamp colour={COLOURS[job.state]} blink={job.state === 'processing'}>{words.states[job.state]}{job.state === 'processing' ? ` ${job.progressPercent} %` : ''}</Lamp>
      {(job.state === 'queued' || job.state === 'processing') && <Button small onClick={() => act('cancel')}>{words.cancel}</Button>}
      {(job.state === 'error' || job.state === 'cancelled') && <Button small onClick={() => act('retry')}>{words.retry}</Button>}
    </li>
  );
}
