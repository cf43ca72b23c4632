import { texts } from '../../platform/texts';
import { notesOf } from './notes';
import { filmTimecode, goToMessage, startFrame, useDesk } from './parts';
import { windowOf, zoom, left } from './zoom';

/** Where people wrote something on a frame: a press goes there and shows what they said. */
export function TimelineNotes({ place }: { readonly place: (frame: number) => string }) {
  const { room, transport, media } = useDesk();
  const motion = transport.motion.value;
  if (!motion) return null;
  zoom.value;
  left.value;
  const { from, length } = windowOf(motion.frames);
  const notes = notesOf(room.talk.messages.value, motion.rate, startFrame(motion.rate, media), motion.frames);
  return (
    <>
      {notes.filter((note) => note.frame >= from && note.frame <= from + length).map(({ frame, message }) => (
        <button
          key={message.id} type="button" class="note-flag" data-frame={frame} style={{ left: place(frame) }}
          aria-label={texts.desk.timeline.noteOf(message.user.name, filmTimecode(frame, motion.rate, media))}
          title={`${message.user.name}: ${message.text.slice(0, 300)}`}
          onPointerDown={(event) => event.stopPropagation()}
          onClick={() => {
            transport.stand(frame);
            goToMessage(message.id);
          }}
        />
      ))}
    </>
  );
}
