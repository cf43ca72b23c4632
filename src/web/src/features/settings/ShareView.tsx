import { CopyText, Lamp, type LampColour } from '../../parts';
import { Qr } from '../../parts/Qr';
import type { Share } from '../../platform/records';
import { texts } from '../../platform/texts';

const words = texts.settings.share;
const COLOURS: Record<Share['state'], LampColour> = { starting: 'amber', running: 'green', degraded: 'amber', stopped: 'red', external: 'blue' };

/** Where the share is, for each system. */
export function ShareView({ share }: { readonly share: Share }) {
  return (
    <div class="share-view">
      <p class="share-state"><Lamp colour={COLOURS[share.state]}>{words.states[share.state]}</Lamp>{share.userName && <span class="hint">{words.user(share.userName)}</span>}</p>
      {share.error && <p class="fault">{share.error}</p>}
      <div class="with-qr">
        <div class="form">
          <CopyText label={words.windows} text={share.path} />
          <CopyText label={words.mac} text={share.address} />
          <CopyText label={words.linux} text={share.address} />
        </div>
        <figure><Qr text={share.address} label={words.qr} /><figcaption class="hint">{words.qrHint}</figcaption></figure>
      </div>
    </div>
  );
}
