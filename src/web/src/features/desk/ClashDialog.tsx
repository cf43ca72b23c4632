import { useState } from 'preact/hooks';
import { Button, Dialog } from '../../parts';
import { asApiError } from '../../platform/api';
import { texts } from '../../platform/texts';
import { refuse, spoken, useDesk } from './parts';
import type { Clash } from './room';
import type { BookmarkChange, FieldClash } from './types';

const words = texts.desk.clash;

/** Two people changed the same: both values side by side, one is chosen for each field. */
export function ClashDialog({ clash }: { readonly clash: Clash }) {
  const { room } = useDesk();
  const [choice, setChoice] = useState<Readonly<Record<string, 'yours' | 'theirs'>>>({});
  const close = (): void => { room.clash.value = null; };
  const save = (): void => {
    close();
    const wanted = resolved(clash, choice);
    if (Object.keys(wanted).length > 0) room.edit(clash.bookmark.id, wanted, clash.bookmark.rev).catch((error: unknown) => refuse(asApiError(error)));
  };
  return (
    <Dialog title={words.title(spoken(clash.bookmark.number))} onClose={close} foot={<Button kind="main" onClick={save}>{words.keep}</Button>}>
      <p class="hint">{words.text}</p>
      {clash.clashes.map((c) => <Choice key={c.field} clash={c} chosen={choice[c.field] ?? 'yours'} onChoose={(side) => setChoice({ ...choice, [c.field]: side })} />)}
    </Dialog>
  );
}

function Choice({ clash, chosen, onChoose }: { readonly clash: FieldClash; readonly chosen: 'yours' | 'theirs'; readonly onChoose: (side: 'yours' | 'theirs') => void }) {
  return (
    <fieldset class="clash">
      <legend>{words.fields[clash.field] ?? clash.field}</legend>
      {(['yours', 'theirs'] as const).map((side) => (
        <label key={side} class={chosen === side ? 'chosen' : ''}>
          <span><input type="radio" name={clash.field} checked={chosen === side} onChange={() => onChoose(side)} /> {words[side]}</span>
          <span class="value">{clash[side] || words.empty}</span>
        </label>
      ))}
      {clash.before !== null && <p class="hint">{words.before}: {clash.before || words.empty}</p>}
    </fieldset>
  );
}

/** What has to be sent: of the clashing fields those chosen as one's own, and all others of the change. */
export function resolved(clash: Clash, choice: Readonly<Record<string, 'yours' | 'theirs'>>): BookmarkChange {
  const theirs = new Set<string>(clash.clashes.filter((c) => choice[c.field] === 'theirs').map((c) => c.field));
  return Object.fromEntries(Object.entries(clash.change).filter(([field]) => !theirs.has(field)));
}
