import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon, IconButton } from '../../parts';
import { texts } from '../../platform/texts';
import { withAction, withArgument, type ActionKind, type Binding } from './bindings';

const words = texts.settings.bindings;

interface KeyLineProps {
  readonly line: Binding;
  readonly actions: readonly ActionKind[];
  readonly disabled: boolean;
  /** The key was pressed just now. */
  readonly lit: boolean;
  readonly fault: string | undefined;
  readonly onChange: (line: Binding) => void;
  readonly onRemove: () => void;
}

/** One event of one key, and what it does. */
export function KeyLine({ line, actions, disabled, lit, fault, onChange, onRemove }: KeyLineProps) {
  const row = useRef<HTMLTableRowElement>(null);
  useLayoutEffect(() => { if (lit) row.current?.scrollIntoView({ block: 'nearest' }); }, [lit]);
  const kind = actions.find((one) => one.action === line.action);
  const name = line.control || '?';
  return (
    <tr ref={row} class={lit ? 'lit' : undefined}>
      <td>{words.panels[line.panel] ?? line.panel}</td>
      <td>
        <input value={line.control} disabled={disabled} maxLength={64} aria-label={words.of(words.control, name)} aria-invalid={fault ? true : undefined} onInput={(event) => onChange({ ...line, control: event.currentTarget.value })} />
        {fault && <p class="fault" role="alert">{fault}</p>}
      </td>
      <td>
        <select value={line.event} disabled={disabled} aria-label={words.of(words.event, name)} onChange={(event) => onChange({ ...line, event: event.currentTarget.value as Binding['event'] })}>
          {Object.entries(words.events).map(([event, text]) => <option key={event} value={event}>{text}</option>)}
        </select>
      </td>
      <td>
        <select
          value={line.action} disabled={disabled} aria-label={words.of(words.action, name)}
          onChange={(event) => onChange(withAction(line, actions.find((one) => one.action === event.currentTarget.value) ?? { action: line.action, arguments: [] }))}
        >
          {actions.map((one) => <option key={one.action} value={one.action}>{words.actions[one.action] ?? one.action}</option>)}
        </select>
      </td>
      <td class="key-args">
        {kind?.arguments.map((argument) => (
          <label key={argument}>
            <span class="hint">{words.args[argument] ?? argument}</span>
            <input value={line.arguments?.[argument] ?? ''} disabled={disabled} onChange={(event) => onChange(withArgument(line, argument, event.currentTarget.value))} />
          </label>
        ))}
      </td>
      <td>{!disabled && <IconButton label={words.remove(name)} onClick={onRemove}><Icon name="bin" /></IconButton>}</td>
    </tr>
  );
}
