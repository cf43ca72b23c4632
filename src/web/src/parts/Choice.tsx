import { Field } from './Field';
import type { ApiError } from '../platform/api';

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly name: string;
  readonly value: T;
  readonly options: readonly (readonly [T, string])[];
  readonly onChange: (value: T) => void;
  readonly error?: ApiError | null;
  readonly hint?: string;
  readonly disabled?: boolean;
}

/** One of a few, with a label above. */
export function Choice<T extends string>({ label, name, value, options, onChange, error, hint, disabled }: ChoiceProps<T>) {
  return (
    <Field label={label} name={name} error={error} hint={hint}>
      {({ id, describedBy, invalid }) => (
        <select
          id={id} name={name} value={value} disabled={disabled} aria-describedby={describedBy} aria-invalid={invalid || undefined}
          onChange={(event) => onChange(event.currentTarget.value as T)}
        >
          {options.map(([option, text]) => <option key={option} value={option}>{text}</option>)}
        </select>
      )}
    </Field>
  );
}
