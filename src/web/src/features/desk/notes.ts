// Notes on frames: what was said in the chat with a timecode in it belongs to that frame, too.
import { parseTimecode, type Rate } from '../../platform/timecode';
import type { ChatMessage } from './types';

/** A timecode in a text. */
export const TIMECODE = /(\b\d\d:\d\d:\d\d[:;]\d\d\d?\b)/;

export interface FrameNote {
  /** From the film's first frame, 0 and up. */
  readonly frame: number;
  readonly message: ChatMessage;
}

/** The frame that a timecode names on a film whose first frame is `start`; null where the film has none such. */
export function frameNamed(timecode: string, rate: Rate, start: number, frames: number): number | null {
  const named = parseTimecode(timecode, rate);
  const frame = named === null ? -1 : named - start;
  return frame >= 0 && frame < frames ? frame : null;
}

/** The messages that name a frame, by the first one that they name; the newest `most` of them. */
export function notesOf(messages: readonly ChatMessage[], rate: Rate, start: number, frames: number, most = 200): readonly FrameNote[] {
  const notes = messages.flatMap((message) => {
    const named = TIMECODE.exec(message.text)?.[0];
    const frame = named === undefined ? null : frameNamed(named, rate, start, frames);
    return frame === null ? [] : [{ frame, message }];
  });
  return notes.slice(-most);
}
