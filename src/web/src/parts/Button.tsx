import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';

type Kind = 'main' | 'plain' | 'quiet' | 'go' | 'danger';

interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'type' | 'disabled'> {
  readonly kind?: Kind;
  readonly submit?: boolean;
  readonly small?: boolean;
  readonly disabled?: boolean;
  /** While something runs: still focusable, so that nobody loses his place, but pressing does nothing. */
  readonly busy?: boolean;
  readonly children?: ComponentChildren;
}

/** A button with words. */
export function Button({ kind = 'plain', submit, small, busy, children, class: more, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type={submit ? 'submit' : 'button'}
      class={`button ${kind}${small ? ' small' : ''}${more ? ` ${more}` : ''}`}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {children}
    </button>
  );
}

/** A button with a sign only; its words are its name to screen readers and its tooltip. */
export function IconButton({ label, children, class: more, ...rest }: ButtonProps & { readonly label: string }) {
  const { kind = 'quiet', submit: _submit, small: _small, busy: _busy, ...attributes } = rest;
  return (
    <button type="button" class={`button icon ${kind}${more ? ` ${more}` : ''}`} aria-label={label} title={label} {...attributes}>
      {children}
    </button>
  );
}
