// Keys of the desk: what each does, and which key that is; people may move them.
import { kept } from '../../platform/kept';

export const ACTIONS = [
  'playPause', 'back', 'stop', 'forward', 'slower',
  'frameBack', 'frameForward', 'secondBack', 'secondForward', 'tenBack', 'tenForward',
  'markIn', 'markOut', 'goIn', 'goOut', 'quickMark', 'cancelMark',
  'previousMark', 'nextMark', 'label', 'start', 'end', 'loop', 'follow', 'search', 'chat', 'undo', 'zoomIn', 'zoomOut', 'help',
] as const;

export type Action = (typeof ACTIONS)[number];
export type KeyMap = Readonly<Record<Action, readonly string[]>>;

/** As other desks have them. */
export const USUAL: KeyMap = {
  playPause: ['Space'],
  back: ['J'],
  stop: ['K'],
  forward: ['L'],
  slower: ['Shift+L'],
  frameBack: ['ArrowLeft', ','],
  frameForward: ['ArrowRight', '.'],
  secondBack: ['Shift+ArrowLeft'],
  secondForward: ['Shift+ArrowRight'],
  tenBack: ['PageUp'],
  tenForward: ['PageDown'],
  markIn: ['I'],
  markOut: ['O'],
  goIn: ['Shift+I'],
  goOut: ['Shift+O'],
  quickMark: ['M'],
  cancelMark: ['Escape'],
  previousMark: ['ArrowUp'],
  nextMark: ['ArrowDown'],
  label: ['N'],
  start: ['Home'],
  end: ['End'],
  loop: ['P'],
  follow: ['F'],
  search: ['/'],
  chat: ['C'],
  undo: ['Ctrl+Z'],
  zoomIn: ['+', '='],
  zoomOut: ['-'],
  help: ['?'],
};

/** Keys that may be held down. */
export const REPEATING: ReadonlySet<Action> = new Set<Action>([
  'frameBack', 'frameForward', 'secondBack', 'secondForward', 'tenBack', 'tenForward', 'previousMark', 'nextMark', 'zoomIn', 'zoomOut',
]);

/** Only what people moved is kept, so that new keys of later versions come to all. */
export const moved = kept<Partial<Record<Action, readonly string[]>>>('keys', {}, isMoves);

export const keyMap = (): KeyMap => ({ ...USUAL, ...moved.value });

interface Press {
  readonly key: string;
  readonly code?: string;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly altKey?: boolean;
  readonly shiftKey?: boolean;
}

/** The name of a press, such as Shift+I. A sign that needs shift on some keyboards ("?") is that sign alone. */
export function nameOf(press: Press): string {
  const letter = press.key.length === 1 && press.key.toUpperCase() !== press.key.toLowerCase();
  const key = press.key === ' ' ? 'Space' : letter ? press.key.toUpperCase() : press.key;
  const sign = press.key.length === 1 && !letter && press.key !== ' ';
  const parts = [
    (press.ctrlKey || press.metaKey) && 'Ctrl',
    press.altKey && 'Alt',
    press.shiftKey && !sign && 'Shift',
    key,
  ];
  return parts.filter(Boolean).join('+');
}

const SIGNS: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' };

/** A key's name as people read it: Shift ←. */
export const shown = (name: string): string => name.split('+').map((part) => SIGNS[part] ?? part).join(' ').trim() || '+';

/** What a press means, or null. */
export function actionOf(press: Press, map: KeyMap = keyMap()): Action | null {
  const name = nameOf(press);
  return ACTIONS.find((action) => map[action].includes(name)) ?? null;
}

/** The map with an action on another key; who had that key loses it. */
export function withKey(map: KeyMap, action: Action, name: string): KeyMap {
  const next: Record<Action, readonly string[]> = { ...map };
  for (const other of ACTIONS) next[other] = map[other].filter((key) => key !== name);
  next[action] = [name];
  return next;
}

/** What differs from the usual map. */
export function movesOf(map: KeyMap): Partial<Record<Action, readonly string[]>> {
  return Object.fromEntries(ACTIONS.filter((a) => map[a].join('\n') !== USUAL[a].join('\n')).map((a) => [a, map[a]]));
}

/** True where keys write text: there they mean letters. */
export function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  if (!element?.tagName) return false;
  if (element.isContentEditable || element.tagName === 'TEXTAREA' || element.tagName === 'SELECT') return true;
  return element.tagName === 'INPUT' && !['checkbox', 'radio', 'range', 'button', 'color'].includes((element as HTMLInputElement).type);
}

function isMoves(value: unknown): value is Partial<Record<Action, readonly string[]>> {
  return typeof value === 'object' && value !== null && Object.entries(value).every(
    ([action, keys]) => (ACTIONS as readonly string[]).includes(action) && Array.isArray(keys) && keys.every((key) => typeof key === 'string'));
}
