import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { ApiError } from '../platform/api';

interface FieldProps {
  readonly label: string;
  /** The field's name as the API spells it: its message is shown here. */
  readonly name: string;
  readonly error?: ApiError | null;
  readonly hint?: string;
  readonly children: (ids: { id: string; describedBy: string | undefined; invalid: boolean }) => ComponentChildren;
}

/** A labelled place to fill in, with what the API says of it. */
export function Field({ label, name, error, hint, children }: FieldProps) {
  const id = useId();
  const message = error?.fieldMessage(name);
  const describedBy = [hint && `${id}-hint`, message && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <div class={`field${message ? ' wrong' : ''}`}>
      <label for={id}>{label}</label>
      {children({ id, describedBy, invalid: message !== undefined })}
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {message && <p class="fault" id={`${id}-error`} role="alert">{label} {message}</p>}
    </div>
  );
}

interface TextFieldProps extends Omit<FieldProps, 'children'> {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly type?: 'text' | 'password' | 'search' | 'url' | 'number' | 'email';
  readonly required?: boolean;
  readonly autoFocus?: boolean;
  readonly disabled?: boolean;
  readonly maxLength?: number;
  readonly placeholder?: string;
  readonly autocomplete?: string;
  readonly autocapitalize?: string;
  readonly spellcheck?: boolean;
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'url' | 'search';
}

export function TextField({ label, name, error, hint, value, onInput, ...rest }: TextFieldProps) {
  return (
    <Field label={label} name={name} error={error} hint={hint}>
      {({ id, describedBy, invalid }) => (
        <input
          id={id} name={name} value={value} aria-describedby={describedBy} aria-invalid={invalid || undefined}
          onInput={(event) => onInput(event.currentTarget.value)} {...(rest as object)}
        />
      )}
    </Field>
  );
}

export function CheckField({ label, checked, onChange }: { readonly label: string; readonly checked: boolean; readonly onChange: (checked: boolean) => void }) {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}
