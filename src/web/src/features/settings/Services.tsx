import { ErrorBox, Lamp, Progress, Spinner, type LampColour } from '../../parts';
import { api } from '../../platform/api';
import type { BoxStatus, JobState } from '../../platform/records';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { count, size } from '../../platform/words';
import { Section } from './Section';

const words = texts.settings.services;
const COLOURS: Record<BoxStatus['services'][number]['state'], LampColour> = { ok: 'green', degraded: 'amber', down: 'red' };
const STATES: readonly JobState[] = ['queued', 'processing', 'error', 'complete'];

export function Services() {
  const status = useLoad((signal) => api.get<BoxStatus>('/api/dashboard/status', undefined, signal), '', 3_000);
  return (
    <Section title={texts.settings.nav.services} hint={words.hint}>
      <p><a href="/help/trouble#services">{texts.help.lamps}</a></p>
      <ErrorBox error={status.error} onRetry={status.reload} />
      {status.data === null && !status.error && <Spinner />}
      {status.data && <ServiceList status={status.data} />}
      {status.data && <Figures status={status.data} />}
    </Section>
  );
}

function ServiceList({ status }: { readonly status: BoxStatus }) {
  return (
    <ul class="lines">
      {status.services.map((service) => (
        <li key={service.name} class="line">
          <span class="line-main"><b>{service.name}</b><span class="hint">{service.detail}</span></span>
          <Lamp colour={COLOURS[service.state]} blink={service.state === 'down'}>{words.states[service.state]}</Lamp>
        </li>
      ))}
    </ul>
  );
}

function Figures({ status }: { readonly status: BoxStatus }) {
  const { latencies, hub } = status;
  return (
    <div class="figures">
      <Figure title={words.latency} note={words.requests(count(latencies.requests))} rows={[[words.half, words.ms(latencies.p50Ms)], [words.p95, words.ms(latencies.p95Ms)], [words.p99, words.ms(latencies.p99Ms)]]} />
      <Figure title={words.queue} rows={STATES.map((state) => [texts.settings.jobs.states[state], count(status.queue[state] ?? 0)])} />
      <Figure title={words.hub} rows={[[words.clients, count(hub.clients)], [words.waiting, count(hub.waitingFrames)], [words.dropped, count(hub.droppedClients)]]} />
      <div class="card figure">
        <h3>{words.disk}</h3>
        {status.disk.map((disk) => (
          <div key={disk.name} class="disk">
            <span>{disk.name}</span>
            <Progress percent={(100 * (disk.totalBytes - disk.freeBytes)) / Math.max(1, disk.totalBytes)} label={disk.name} />
            <span class="hint">{words.free(size(disk.freeBytes), size(disk.totalBytes))}</span>
          </div>
        ))}
      </div>
      <Figure title={words.memory} rows={[[words.memory, size(status.process.residentBytes)], ...(status.cacheHitRate === null ? [] : [[words.cache, words.hits(Math.round(100 * status.cacheHitRate))] as const])]} />
      {status.temperature.length > 0 && <Figure title={words.heat} rows={status.temperature.map((t) => [t.name, `${t.celsius.toFixed(1)} °C`])} />}
    </div>
  );
}

function Figure({ title, note, rows }: { readonly title: string; readonly note?: string; readonly rows: readonly (readonly [string, string])[] }) {
  return (
    <div class="card figure">
      <h3>{title}</h3>
      <dl>{rows.map(([term, value]) => <div key={term}><dt>{term}</dt><dd class="mono">{value}</dd></div>)}</dl>
      {note && <p class="hint">{note}</p>}
    </div>
  );
}
