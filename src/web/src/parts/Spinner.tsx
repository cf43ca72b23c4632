import { texts } from '../platform/texts';
import { useLate } from './useLate';

const AFTER_MS = 200;

/** Has its place from the start and turns only where something takes longer than 200 ms. */
export function Spinner({ label = texts.app.loading }: { readonly label?: string }) {
  const late = useLate(true, AFTER_MS);
  return <span class={`spinner${late ? ' late' : ''}`} role="status">{late && <span class="hidden">{label}</span>}</span>;
}
