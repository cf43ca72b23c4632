import { Lamp } from '../../parts';
import { Qr } from '../../parts/Qr';
import { addressForOthers, useAddresses } from '../../platform/address';
import { api } from '../../platform/api';
import { canStayAwake } from '../../platform/install';
import { texts } from '../../platform/texts';
import { useLoad } from '../../platform/useLoad';
import { ago } from '../../platform/words';
import { KeysEditor } from './KeysEditor';
import { PanelTry, type PanelEvent } from './PanelTry';
import { Section } from './Section';

const words = texts.settings.panel;

interface Panel {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly health: string;
  readonly controls: readonly { readonly control: string; readonly events: readonly string[]; readonly lastEvent: PanelEvent | null }[];
  readonly lastEvent: PanelEvent | null;
}

export function PanelSetting() {
  const panels = useLoad((signal) => api.get<Panel[]>('/api/panels', undefined, signal), '', 4_000).data;
  const address = `${addressForOthers(location, useAddresses())}/panel`;
  return (
    <Section title={texts.settings.nav.panel} hint={words.hint}>
      <div class="card form"><h3>{words.try}</h3><PanelTry /></div>
      <div class="card with-qr">
        <div class="form"><p>{words.openHint}</p><p class="mono">{address}</p><p class="hint">{canStayAwake() ? words.installHint : words.plainHint}</p><p><a class="button" href="/panel">{words.open}</a></p></div>
        <Qr text={address} label={words.qr} size={132} />
      </div>
      <KeysEditor />
      {panels?.map((panel) => (
        <div key={panel.id} class="card form">
          <h3><Lamp colour={panel.health === 'ok' ? 'green' : 'red'}>{panel.name}</Lamp> <span class="hint">{words.health[panel.health] ?? panel.health}</span></h3>
          <ul class="controls">
            {panel.controls.map((control) => (
              <li key={control.control}>
                <span class="mono">{control.control}</span>
                <span class="hint">{control.lastEvent ? words.last(ago(new Date(control.lastEvent.atServerMs).toISOString()), words[control.lastEvent.outcome]) : control.events.join(', ')}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}
