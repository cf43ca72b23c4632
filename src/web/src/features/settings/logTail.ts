// The lines of the box's log that a page holds: bounded, in order, none twice.

export interface LogLine {
  readonly seq: number;
  readonly at: string;
  readonly level: string;
  readonly source: string;
  readonly message: string;
  readonly fault: string | null;
}

export const MOST_LINES = 2_000;
const ORDER = ['trace', 'debug', 'information', 'warning', 'error', 'critical'];

/** What was held with what came, without the oldest where it is too much. */
export function withNew(held: readonly LogLine[], came: readonly LogLine[]): readonly LogLine[] {
  const last = held.at(-1)?.seq ?? 0;
  const fresh = came.filter((line) => line.seq > last);
  return fresh.length === 0 ? held : [...held, ...fresh].slice(-MOST_LINES);
}

/** The lines of a level and above in which all words occur. */
export function fitting(lines: readonly LogLine[], level: string, text: string): readonly LogLine[] {
  const least = ORDER.indexOf(level);
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return lines.filter((line) => {
    if (ORDER.indexOf(line.level) < least) return false;
    const said = `${line.source} ${line.message} ${line.fault ?? ''}`.toLocaleLowerCase();
    return words.every((word) => said.includes(word));
  });
}
