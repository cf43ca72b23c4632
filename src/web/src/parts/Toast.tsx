import { signal } from '@preact/signals';
import { texts } from '../platform/texts';
import { Button, IconButton } from './Button';
import { Icon } from './Icon';

export interface ToastSaid {
  readonly text: string;
  readonly kind?: 'note' | 'good' | 'bad';
  /** A key in it, such as Undo. */
  readonly act?: { readonly label: string; readonly run: () => void };
}

const LONGEST = 4;
const shown = signal<readonly (ToastSaid & { id: number })[]>([]);
let ids = 0;

/** Says something in passing; what is bad stays longer. */
export function toast(said: ToastSaid): void {
  const id = ++ids;
  const same = shown.value.filter((t) => t.text !== said.text);
  shown.value = [...same, { ...said, id }].slice(-LONGEST);
  setTimeout(() => drop(id), said.act || said.kind === 'bad' ? 9000 : 4500);
}

const drop = (id: number): void => { shown.value = shown.value.filter((t) => t.id !== id); };

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.value.map((t) => (
        <div key={t.id} class={`toast ${t.kind ?? 'note'}`}>
          <span>{t.text}</span>
          {t.act && <Button small onClick={() => { drop(t.id); t.act?.run(); }}>{t.act.label}</Button>}
          <IconButton label={texts.app.close} onClick={() => drop(t.id)}><Icon name="close" size={14} /></IconButton>
        </div>
      ))}
    </div>
  );
}
