// Sizes, spans and dates as people read them.
import { texts } from './texts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A size in bytes, by thousands as disks are sold: 7.6 MB. */
export function size(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 999.5 && unit < UNITS.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : Number(value.toFixed(1))} ${UNITS[unit]}`;
}

/** A length in ms: 1:42:07, 3:20, 0:06. */
export function length(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
}

/** How long ago something was, from ms; beyond a week its date. */
export function ago(date: string, now = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(date)) / 1000);
  if (seconds < 45) return texts.words.now;
  if (seconds < 3600) return texts.words.minutes(Math.max(1, Math.round(seconds / 60)));
  if (seconds < 86_400) return texts.words.hours(Math.round(seconds / 3600));
  if (seconds < 7 * 86_400) return texts.words.days(Math.round(seconds / 86_400));
  return dateOf(date);
}

/** A moment in the reader's own zone and manner. */
export const momentOf = (date: string): string =>
  new Date(date).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export const dateOf = (date: string): string => new Date(date).toLocaleDateString(undefined, { dateStyle: 'medium' });

/** A whole number with its thousands set apart. */
export const count = (n: number): string => n.toLocaleString();

/** The first letters of a name, for a face of two. */
export function initials(name: string): string {
  const parts = name.split(/[\s._-]+/).filter(Boolean);
  const letters = [parts[0], parts.length > 1 ? parts.at(-1) : undefined].map((part) => [...(part ?? '')][0] ?? '');
  return letters.join('').toLocaleUpperCase();
}

const pad = (n: number): string => String(n).padStart(2, '0');
