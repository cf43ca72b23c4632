import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { copy } from '../platform/copy';
import { texts } from '../platform/texts';
import { Button } from './Button';
import { Icon } from './Icon';

/** Something to be taken elsewhere: seen whole, chosen by a click, copied by a key. */
export function CopyText({ label, text, hint }: { readonly label: string; readonly text: string; readonly hint?: string }) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState<'' | 'done' | 'by-hand'>('');
  useEffect(() => {
    if (said !== 'done') return undefined;
    const timer = setTimeout(() => setSaid(''), 2500);
    return () => clearTimeout(timer);
  }, [said]);
  const take = async (): Promise<void> => {
    const done = await copy(text);
    setSaid(done ? 'done' : 'by-hand');
    if (!done) input.current?.select();
  };
  return (
    <div class="field copy-text">
      <label for={id}>{label}</label>
      <div class="with-key">
        <input ref={input} id={id} class="mono" value={text} readOnly onFocus={(event) => event.currentTarget.select()} />
        <Button onClick={() => void take()}><Icon name={said === 'done' ? 'check' : 'copy'} size={16} />{said === 'done' ? texts.app.copied : texts.app.copy}</Button>
      </div>
      {hint && <p class="hint">{hint}</p>}
      <p class="hint" role="status" hidden={said !== 'by-hand'}>{said === 'by-hand' ? texts.app.copyByHand : ''}</p>
    </div>
  );
}
