import { ErrorBox, Spinner } from '../../parts';
import { Qr } from '../../parts/Qr';
import { addressForOthers, useAddresses } from '../../platform/address';
import { api } from '../../platform/api';
import type { Share, Source } from '../../platform/records';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { PanelTry } from '../settings/PanelTry';
import { ShareView } from '../settings/ShareView';
import { SourceForm } from '../settings/SourceForm';
import { SourceLine } from '../settings/Sources';

const words = texts.welcome;

/** A folder with films, tested at once. */
export function SourceStep() {
  const sources = useLoad((signal) => api.get<Source[]>('/api/sources', undefined, signal), '', 1_500);
  return (
    <>
      <SourceForm onAdded={sources.reload} />
      <ErrorBox error={sources.error} />
      {sources.data === null && !sources.error && <Spinner />}
      {sources.data !== null && sources.data.length > 0 && (
        <div class="form"><h2>{words.source.there}</h2><ul class="lines">{sources.data.map((source) => <SourceLine key={source.id} source={source} />)}</ul></div>
      )}
      <p class="hint">{words.source.plex}</p>
    </>
  );
}

/** Where the clips lie, for each system. */
export function ShareStep() {
  const share = useLoad((signal) => api.get<Share>('/api/share', undefined, signal), '', 3_000);
  return (
    <>
      <ErrorBox error={share.error} />
      {share.data === null && !share.error && <Spinner />}
      {share.data && <ShareView share={share.data} />}
    </>
  );
}

/** A key that is pressed and heard. */
export function PanelStep() {
  const address = `${addressForOthers(location, useAddresses())}/panel`;
  return (
    <div class="with-qr">
      <PanelTry />
      <figure><Qr text={address} label={texts.settings.panel.qr} size={132} /><figcaption class="hint">{words.panel.phone}</figcaption></figure>
    </div>
  );
}
