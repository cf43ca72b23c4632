import { useState } from 'preact/hooks';
import { Button, ErrorBox, Spinner } from '../../parts';
import { api } from '../../platform/api';
import type { Named } from '../../platform/records';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { momentOf } from '../../platform/words';
import { Section } from './Section';

const words = texts.settings.audit;

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly act: string;
  readonly actor: Named | null;
  readonly target: Named | null;
  readonly detail: string | null;
}

export function Audit() {
  const [limit, setLimit] = useState(60);
  const log = useLoad((signal) => api.page<Entry>('/api/admin/audit', { limit }, signal), '', 0);
  return (
    <Section title={texts.settings.nav.audit} hint={words.hint}>
      <ErrorBox error={log.error} onRetry={log.reload} />
      {log.data === null && !log.error && <Spinner />}
      <div class="scroll" tabIndex={0} role="region" aria-label={texts.settings.nav.audit}>
        <table class="table">
          <thead><tr><th scope="col">{words.when}</th><th scope="col">{words.who}</th><th scope="col">{words.what}</th><th scope="col">{words.whom}</th><th scope="col">{words.detail}</th></tr></thead>
          <tbody>
            {log.data?.items.map((entry) => (
              <tr key={entry.id}>
                <td>{momentOf(entry.at)}</td><td>{entry.actor?.name ?? words.box}</td><td class="mono">{entry.act}</td><td>{entry.target?.name ?? ''}</td><td>{entry.detail ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {log.data && log.data.total > limit && limit < 480 && <p class="centre"><Button onClick={() => { setLimit((n) => n * 2); log.reload(); }}>{words.more}</Button></p>}
    </Section>
  );
}
