// What this browser keeps for its user. A browser that keeps nothing (private windows) still works.
import { signal, type Signal } from '@preact/signals';

const PREFIX = 'clipsharebox.';

/** A signal whose value outlives the page; `check` says whether what was read is still of use. */
export function kept<T>(name: string, first: T, check: (value: unknown) => value is T): Signal<T> {
  const value = signal(read(name, first, check));
  value.subscribe((now) => {
    try {
      localStorage.setItem(PREFIX + name, JSON.stringify(now));
    } catch {
      // full or forbidden: kept until the page is closed
    }
  });
  return value;
}

export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
export const isText = (value: unknown): value is string => typeof value === 'string';

function read<T>(name: string, first: T, check: (value: unknown) => value is T): T {
  try {
    const text = localStorage.getItem(PREFIX + name);
    const value: unknown = text === null ? undefined : JSON.parse(text);
    return check(value) ? value : first;
  } catch {
    return first;
  }
}
