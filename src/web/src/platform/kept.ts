// What this browser keeps for its user. A browser that keeps nothing (private windows) still works.
import { signal, type Signal } from '@preact/signals';

const PREFIX = 'clipsharebox.';

/** A signal whose value outlives the page, and with `localStorage` the browser too; `check` says whether what was read is still of use. */
export function kept<T>(name: string, first: T, check: (value: unknown) => value is T, where: () => Storage = () => localStorage): Signal<T> {
  const value = signal(read(name, first, check, where));
  value.subscribe((now) => {
    try {
      where().setItem(PREFIX + name, JSON.stringify(now));
    } catch {
      // full or forbidden: kept until the page is closed
    }
  });
  return value;
}

export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
export const isText = (value: unknown): value is string => typeof value === 'string';

function read<T>(name: string, first: T, check: (value: unknown) => value is T, where: () => Storage): T {
  try {
    const text = where().getItem(PREFIX + name);
    const value: unknown = text === null ? undefined : JSON.parse(text);
    return check(value) ? value : first;
  } catch {
    return first;
  }
}
