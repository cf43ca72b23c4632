import type { ComponentChildren } from 'preact';

/** A part of the settings: what it is, a line about it, and its content. */
export function Section({ title, hint, children }: { readonly title: string; readonly hint?: string; readonly children: ComponentChildren }) {
  return (
    <section class="setting">
      <header><h2>{title}</h2>{hint && <p class="hint">{hint}</p>}</header>
      {children}
    </section>
  );
}
