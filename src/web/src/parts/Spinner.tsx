import { useEffect, useState } from 'preact/hooks';
import { texts } from '../platform/texts';

/** Turns only where something takes longer than 200 ms: what is quick shall not flicker. */
export function Spinner({ label = texts.app.loading }: { readonly label?: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200);
    return () => clearTimeout(timer);
  }, []);
  return <span class={`spinner${late ? ' late' : ''}`} role="status">{late && <span class="hidden">{label}</span>}</span>;
}
