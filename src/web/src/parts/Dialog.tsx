import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { texts } from '../platform/texts';
import { IconButton } from './Button';
import { Icon } from './Icon';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** Keys at the bottom. */
  readonly foot?: ComponentChildren;
  readonly wide?: boolean;
}

/** A window over the page: the browser's own, so that focus stays in it and Escape closes it. */
export function Dialog({ title, onClose, children, foot, wide }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    ref.current?.showModal();
    return () => before?.focus?.();
  }, []);
  return (
    <dialog
      ref={ref} class={wide ? 'wide' : undefined} aria-labelledby={id}
      onCancel={(event) => { event.preventDefault(); onClose(); }}
      onClick={(event) => { if (event.target === ref.current) onClose(); }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header>
        <h2 id={id}>{title}</h2>
        <IconButton label={texts.app.close} onClick={onClose}><Icon name="close" /></IconButton>
      </header>
      <div class="body">{children}</div>
      {foot && <footer>{foot}</footer>}
    </dialog>
  );
}
