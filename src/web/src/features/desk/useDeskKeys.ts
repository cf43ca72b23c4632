import { useEffect } from 'preact/hooks';
import { toast } from '../../parts';
import { asApiError } from '../../platform/api';
import { texts } from '../../platform/texts';
import { actionOf, isTyping, REPEATING, type Action } from './keys';
import { nextSpeed, slower } from './motion';
import { keysOpen, refuse, side, type DeskParts } from './parts';
import { keepInView, left, zoom, zoomBy } from './zoom';

/** Presses anywhere on the desk, except where text is written or a window is open. */
export function useDeskKeys(desk: DeskParts): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || isTyping(event.target) || document.querySelector('dialog[open]')) return;
      const action = actionOf(event);
      if (!action || (event.repeat && !REPEATING.has(action))) return;
      // Space and arrows belong to what is focused, where that is a key or a slider of its own.
      const role = (event.target as Element | null)?.closest?.('button, a, summary, [role=slider], [role=tab], [data-own-keys]');
      if (role && (event.key === 'Enter' || (event.key.startsWith('Arrow') && role.matches('[role=slider], [data-own-keys]')))) return;
      event.preventDefault();
      act(action, desk);
    };
    // A button that has the focus would be pressed by the release of Space.
    const release = (event: KeyboardEvent): void => {
      if (event.key === ' ' && !isTyping(event.target) && !document.querySelector('dialog[open]')) event.preventDefault();
    };
    addEventListener('keydown', press);
    addEventListener('keyup', release);
    return () => {
      removeEventListener('keydown', press);
      removeEventListener('keyup', release);
    };
  }, [desk.room, desk.transport]);
}

/** What an action does. */
export function act(action: Action, { room, transport }: DeskParts): void {
  const rate = transport.motion.value?.rate ?? { num: 25, den: 1 };
  const second = Math.round(rate.num / rate.den);
  switch (action) {
    case 'playPause': return transport.toggle();
    case 'back': return transport.shuttle(nextSpeed(transport.speed, -1));
    case 'stop': return transport.pause();
    case 'forward': return transport.shuttle(nextSpeed(transport.speed, 1));
    case 'slower': return transport.shuttle(slower(transport.speed || 1));
    case 'frameBack': return transport.step(-1);
    case 'frameForward': return transport.step(1);
    case 'secondBack': return transport.seek(transport.frame() - second);
    case 'secondForward': return transport.seek(transport.frame() + second);
    case 'tenBack': return transport.seek(transport.frame() - 10 * second);
    case 'tenForward': return transport.seek(transport.frame() + 10 * second);
    case 'markIn': return transport.markIn();
    case 'markOut': return transport.markOut();
    case 'goIn': return goMark(desk(room, transport)?.in, transport);
    case 'goOut': return goMark(desk(room, transport)?.out, transport);
    case 'quickMark': return transport.quickMark();
    case 'cancelMark': return cancel({ room, transport } as DeskParts);
    case 'previousMark': return choose(room, -1, transport);
    case 'nextMark': return choose(room, 1, transport);
    case 'start': return transport.seek(0);
    case 'end': return transport.stand(Number.MAX_SAFE_INTEGER);
    case 'loop': return toggleLoop({ room, transport });
    case 'follow': return transport.follow(!transport.following.value);
    case 'search': return focus('#mark-search', 'marks');
    case 'chat': return focus('#chat-text', 'chat');
    case 'undo': return undo(room);
    case 'zoomIn': return zoomAround(2, transport);
    case 'zoomOut': return zoomAround(0.5, transport);
    case 'label': return focus('.detail [data-field=label]', 'marks');
    case 'help':
      keysOpen.value = true;
  }
}

/** Takes back this person's last edit of a bookmark. */
export function undo(room: DeskParts['room']): void {
  room.undo().then(
    (answer) => toast({ text: texts.desk.marks.undone[answer.undone] }),
    (error: unknown) => refuse(asApiError(error)));
}

/** Plays the current bookmark round and round; for oneself, as the team's deck knows no loops. */
export function toggleLoop({ room, transport }: Pick<DeskParts, 'room' | 'transport'>): void {
  const mark = room.marks.get(room.marks.current.value);
  if (transport.loop.value || !mark) {
    transport.loop.value = null;
    return;
  }
  transport.follow(false);
  transport.loop.value = { in: mark.startFrame, out: mark.endFrame };
  transport.seek(mark.startFrame);
  transport.play();
}

// IN and OUT: of the open mark where there is one, else of the bookmark that is open.
function desk(room: DeskParts['room'], transport: DeskParts['transport']): { in?: number; out?: number } {
  const mark = room.marks.get(room.marks.current.value);
  return { in: transport.openMark.value?.frame ?? mark?.startFrame, out: transport.openMark.value ? undefined : mark?.endFrame ?? transport.lastOut.value ?? undefined };
}

function goMark(frame: number | undefined, transport: DeskParts['transport']): void {
  if (frame !== undefined) transport.stand(frame);
}

/** Zooms to where the playhead is. */
export function zoomAround(by: number, transport: DeskParts['transport']): void {
  const frames = transport.motion.value?.frames ?? 1;
  const at = (transport.frame() / frames - left.value) * zoom.value;
  if (at >= 0 && at <= 1) zoomBy(by, at);
  else {
    zoomBy(by);
    keepInView(transport.frame(), frames);
  }
}

function cancel({ room, transport }: DeskParts): void {
  if (transport.openMark.value) transport.cancelMark();
  else if (transport.loop.value) transport.loop.value = null;
  else if (room.marks.selected.value.size > 0) room.marks.selected.value = new Set();
  else room.marks.current.value = null;
}

function choose(room: DeskParts['room'], by: 1 | -1, transport: DeskParts['transport']): void {
  const list = room.marks.list.value;
  const at = list.findIndex((mark) => mark.id === room.marks.current.value);
  const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.max(0, Math.min(list.length - 1, at + by))];
  if (!next) return;
  room.marks.current.value = next.id;
  transport.stand(next.startFrame);
}

/** Opens a tab and puts the keys into a field of it. */
export function focus(selector: string, tab: 'marks' | 'chat'): void {
  side.value = tab;
  const there = document.querySelector<HTMLElement>(selector);
  if (there) there.focus(); // at once: the next key is a letter already
  else requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
}
