import { Progress } from '../../parts';
import { api } from '../../platform/api';
import type { Job } from '../../platform/records';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';

const words = texts.home;

/** What the box is making just now. */
export function JobsNow() {
  const running = useLoad((signal) => api.page<Job>('/api/jobs', { state: 'processing', limit: 10 }, signal), '', 2_000);
  const queued = useLoad((signal) => api.page<Job>('/api/jobs', { state: 'queued', limit: 1 }, signal), '', 2_000);
  const waiting = queued.data?.total ?? 0;
  return (
    <section class="card side-card" aria-labelledby="jobs-now">
      <header><h2 id="jobs-now">{words.jobs}</h2><a href="/settings/jobs">{words.allJobs}</a></header>
      {running.data?.items.length === 0 && waiting === 0 && <p class="hint">{words.noJobs}</p>}
      <ul class="jobs-now">
        {running.data?.items.map((job) => (
          <li key={job.id}>
            <span>{words.kinds[job.kind] ?? job.kind}</span><span class="mono">{job.progressPercent} %</span>
            <Progress percent={job.progressPercent} label={words.kinds[job.kind] ?? job.kind} />
          </li>
        ))}
      </ul>
      {waiting > 0 && <p class="hint">{words.waiting(waiting)}</p>}
    </section>
  );
}
