import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** A key that opens a small list; closes by Escape, a choice, or a click elsewhere. */
export function Menu({ label, children, title }: { readonly label: ComponentChildren; readonly children: ComponentChildren; readonly title?: string }) {
  const ref = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const away = (event: Event): void => {
      if (ref.current?.open && !ref.current.contains(event.target as Node)) ref.current.open = false;
    };
    addEventListener('pointerdown', away);
    return () => removeEventListener('pointerdown', away);
  }, []);
  return (
    <details
      ref={ref} class="menu"
      onClick={(event) => { if ((event.target as Element).closest('.menu-item') && ref.current) ref.current.open = false; }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !ref.current?.open) return;
        event.stopPropagation();
        ref.current.open = false;
        ref.current.querySelector('summary')?.focus();
      }}
    >
      <summary class="button quiet small" title={title} aria-label={title}>{label}</summary>
      <div class="menu-list">{children}</div>
    </details>
  );
}

interface ItemProps {
  readonly children: ComponentChildren;
  readonly href?: string;
  readonly download?: boolean;
  readonly onClick?: () => void;
  readonly disabled?: boolean;
}

export function MenuItem({ children, href, download, onClick, disabled }: ItemProps) {
  if (href !== undefined) return <a class="menu-item" href={href} download={download}>{children}</a>;
  return <button type="button" class="menu-item" disabled={disabled} onClick={onClick}>{children}</button>;
}
