// What the parts of the desk share.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { signal } from '@preact/signals';
import type { ApiError } from '../../platform/api';
import { timecode, parseTimecode, allowsDropFrame, frameStart, type Rate } from '../../platform/timecode';
import { toast } from '../../parts';
import type { Picture } from './picture';
import type { Room } from './room';
import type { Transport } from './transport';
import type { ChatMessage, MediaDetails } from './types';

export interface DeskParts {
  readonly room: Room;
  readonly transport: Transport;
  readonly media: MediaDetails | null;
  readonly picture: () => Picture | null;
}

export const DeskContext = createContext<DeskParts | null>(null);

export function useDesk(): DeskParts {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('This part stands on the desk.');
  return desk;
}

/** 001 */
export const spoken = (number: number): string => String(number).padStart(3, '0');

/** Timecode as the film counts: from its own first frame, drop-frame where it says so. */
export function filmTimecode(frame: number, rate: Rate, media: MediaDetails | null): string {
  const drop = media?.startTimecode ? media.startTimecode.includes(';') : allowsDropFrame(rate);
  return timecode(frame + startFrame(rate, media), rate, drop);
}

export const startFrame = (rate: Rate, media: MediaDetails | null): number => parseTimecode(media?.startTimecode ?? '', rate) ?? 0;

/** Says what the box refused. */
export function refuse(error: ApiError): void {
  toast({ text: error.fields.length > 0 ? error.fields.map((f) => (f.field === 'command' ? f.message : `${f.field} ${f.message}`)).join(' ') : error.message, kind: 'bad' });
}

/** The address of a frame's picture; asked for by its middle, as its edges are rounded differently by every container. */
export const frameUrl = (contentKey: string, frame: number, rate: Rate, height: number): string =>
  `/api/media/${encodeURIComponent(contentKey)}/frame.jpg?ms=${Math.round(frameStart(Math.max(0, frame) + 0.5, rate))}&height=${height}`;

export const keysOpen = signal(false);
export const side = signal<'marks' | 'chat'>('marks');
/** What is being written to the team: it stays while one looks at the bookmarks. */
export const chatText = signal('');
/** The message that is to be seen. */
export const wantedMessage = signal<string | null>(null);

/** The bookmark whose thread the chat shows; null for all that is said. */
export const chatMark = signal<string | null>(null);
/** The message that is being answered. */
export const answering = signal<ChatMessage | null>(null);

/** Shows a message of the chat. */
export function goToMessage(id: string): void {
  side.value = 'chat';
  chatMark.value = null;
  wantedMessage.value = id;
}

/** Shows what is said about a bookmark. */
export function openThread(bookmarkId: string): void {
  chatMark.value = bookmarkId;
  side.value = 'chat';
}
