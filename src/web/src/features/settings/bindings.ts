// Which key does what, while it is edited.

export interface Binding {
  readonly panel: string;
  readonly control: string;
  readonly event: 'press' | 'release' | 'turn';
  readonly action: string;
  readonly arguments?: Readonly<Record<string, string | number | null>> | null;
}

export interface ActionKind {
  readonly action: string;
  readonly arguments: readonly string[];
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const TEXTS: readonly string[] = ['label'];

const keyOf = (line: Binding): string => `${line.panel} ${line.control} ${line.event}`;

/** Lines that stand twice: each names the same event of the same key. */
export function clashes(lines: readonly Binding[]): ReadonlySet<number> {
  const first = new Map<string, number>();
  const found = new Set<number>();
  lines.forEach((line, i) => {
    const other = first.get(keyOf(line));
    if (other === undefined) first.set(keyOf(line), i);
    else found.add(other).add(i);
  });
  return found;
}

/** Lines whose key has no good name. */
export const nameless = (lines: readonly Binding[]): ReadonlySet<number> =>
  new Set(lines.flatMap((line, i) => (NAME.test(line.control) && NAME.test(line.panel) ? [] : [i])));

/** A line with another action: arguments that it does not take go. */
export function withAction(line: Binding, kind: ActionKind): Binding {
  const kept = Object.entries(line.arguments ?? {}).filter(([name]) => kind.arguments.includes(name));
  return { ...line, action: kind.action, arguments: kept.length > 0 ? Object.fromEntries(kept) : null };
}

/** A line with an argument as it was typed; empty takes it away. */
export function withArgument(line: Binding, name: string, text: string): Binding {
  const { [name]: _old, ...rest } = line.arguments ?? {};
  const value = text.trim() === '' ? null : TEXTS.includes(name) || Number.isNaN(Number(text)) ? text : Number(text);
  const all = value === null ? rest : { ...rest, [name]: value };
  return { ...line, arguments: Object.keys(all).length > 0 ? all : null };
}

/** The line of an event that a panel sent; -1 where none is. */
export const lineOf = (lines: readonly Binding[], heard: Pick<Binding, 'panel' | 'control' | 'event'>): number =>
  lines.findIndex((line) => line.panel === heard.panel && line.control === heard.control && line.event === heard.event);
