import { useAddresses } from '../../platform/address';
import { api } from '../../platform/api';
import type { BoxStatus } from '../../platform/records';
import { isAdmin } from '../../platform/session';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { Section } from './Section';

const words = texts.settings.about;

export function About() {
  const status = useLoad((signal) => api.get<BoxStatus>('/api/dashboard/status', undefined, signal)).data;
  const others = (useAddresses() ?? []).filter((address) => address !== location.origin);
  const version = useLoad((signal) => fetch('/openapi/v1.json', { signal }).then((answer) => answer.json()).then((doc: { info: { version: string } }) => doc.info.version)).data;
  return (
    <Section title={texts.settings.nav.about}>
      <div class="card">
        <dl class="facts">
          <dt>{words.version}</dt><dd>{texts.app.name} {version ?? ''}</dd>
          <dt>{words.address}</dt><dd class="mono">{location.origin}</dd>
          {others.length > 0 && <><dt>{words.network}</dt><dd>{others.map((address) => <div key={address} class="mono">{address}</div>)}</dd></>}
          <dt>{words.ffmpeg}</dt><dd>{status?.services.find((s) => s.name === 'ffmpeg')?.detail ?? '–'}</dd>
          <dt>{words.api}</dt><dd><a href="/api-docs">{words.apiDocs}</a></dd>
          <dt>{words.browser}</dt><dd>{isSecureContext ? words.secure : words.plain}</dd>
        </dl>
      </div>
      {isAdmin.value && <p><a class="button" href="/welcome">{words.setup}</a></p>}
    </Section>
  );
}
