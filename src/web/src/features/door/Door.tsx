import type { ComponentChildren } from 'preact';
import { texts } from '../../platform/texts';

interface DoorProps {
  readonly title: string;
  readonly text?: string;
  readonly onSubmit: () => void | Promise<void>;
  readonly children: ComponentChildren;
}

/** A small form in the middle of the screen: claim, sign-in, invite. */
export function Door({ title, text, onSubmit, children }: DoorProps) {
  return (
    <main class="door">
      <p class="brand"><img src="/icon.svg" alt="" width="32" height="32" /><span>{texts.app.name}</span></p>
      <form
        class="card" aria-labelledby="door-title" noValidate={false}
        onSubmit={(event) => { event.preventDefault(); void onSubmit(); }}
      >
        <h1 id="door-title">{title}</h1>
        {text && <p class="hint">{text}</p>}
        {children}
      </form>
    </main>
  );
}
