import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { texts } from '../../platform/texts';
import { askedAt, fitting, withName, type Asked } from './naming';
import type { Person } from './types';

const words = texts.desk.chat;

interface NamingTextProps {
  readonly id: string;
  readonly value: string;
  readonly placeholder: string;
  readonly people: readonly Person[];
  readonly onInput: (text: string) => void;
  /** A name is about to be written. */
  readonly onAsk: () => void;
  /** A key that this field has no use for itself. */
  readonly onKey: (event: KeyboardEvent) => void;
}

/**
 * A text in which an @ offers names: arrows choose, Enter or Tab takes, Escape closes the list and leaves the text. The focus stays in the text,
 * and the active option of the listbox is named by `aria-activedescendant`; how many fit is said. HTML allows a text of several lines no other role
 * than its own (ARIA in HTML), so this is no `combobox` by role, with everything that makes one.
 */
export function NamingText({ id, value, placeholder, people, onInput, onAsk, onKey }: NamingTextProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [active, setActive] = useState(0);
  const caretTo = useRef<number | null>(null);
  const list = useId();
  const found = asked ? fitting(asked.query, people) : [];
  const open = found.length > 0;
  const at = Math.min(active, found.length - 1);

  useEffect(() => {
    if (caretTo.current !== null) field.current?.setSelectionRange(caretTo.current, caretTo.current);
    caretTo.current = null;
  }, [value]);

  const look = (): void => {
    const now = field.current ? askedAt(field.current.value, field.current.selectionStart) : null;
    if (now?.start !== asked?.start || now?.query !== asked?.query) setActive(0);
    setAsked(now);
    if (now) onAsk();
  };
  const take = (person: Person | undefined): void => {
    if (!person || !asked || !field.current) return;
    const next = withName(value, field.current.selectionStart, asked, person.name);
    caretTo.current = next.caret;
    setAsked(null);
    onInput(next.text);
    field.current.focus();
  };
  const press = (event: KeyboardEvent): void => {
    if (!open || event.isComposing) return onKey(event);
    if (event.key === 'ArrowDown') setActive((at + 1) % found.length);
    else if (event.key === 'ArrowUp') setActive((at + found.length - 1) % found.length);
    else if (event.key === 'Enter' || event.key === 'Tab') take(found[at]);
    else if (event.key === 'Escape') setAsked(null);
    else return;
    event.preventDefault();
  };
  return (
    <div class="naming">
      {open && (
        <ul role="listbox" id={list} aria-label={words.names}>
          {found.map((person, i) => (
            <li
              key={person.id} id={`${list}-${i}`} role="option" aria-selected={i === at}
              onPointerDown={(event) => event.preventDefault()} onClick={() => take(person)}
            >
              {person.name}
            </li>
          ))}
        </ul>
      )}
      <textarea
        ref={field} id={id} rows={2} maxLength={4000} value={value} placeholder={placeholder} aria-label={placeholder}
        aria-autocomplete="list" aria-haspopup="listbox" aria-controls={open ? list : undefined}
        aria-activedescendant={open ? `${list}-${at}` : undefined}
        onInput={(event) => {
          onInput(event.currentTarget.value);
          look();
        }}
        onKeyDown={press} onKeyUp={(event) => { if (/^(Arrow(Left|Right)|Home|End)$/.test(event.key)) look(); }}
        onClick={look} onBlur={() => setAsked(null)}
      />
      <span class="hidden" role="status">{open ? words.found(found.length) : ''}</span>
    </div>
  );
}
