import { Progress } from '../../parts';
import type { Job } from '../../platform/records';
import { texts } from '../../platform/texts';

const words = texts.home;

/** What the box is making just now. */
export function JobsNow({ running, waiting }: { readonly running: readonly Job[] | null; readonly waiting: number }) {
  return (
    <section class="card side-card" aria-labelledby="jobs-now">
      <header><h2 id="jobs-now">{words.jobs}</h2><a href="/settings/jobs">{words.allJobs}</a></header>
      {running?.length === 0 && waiting === 0 && <p class="hint">{words.noJobs}</p>}
      <ul class="jobs-now">
        {running?.map((job) => (
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
