import { useRef } from 'preact/hooks';
import { Button, Icon, IconButton } from '../../parts';
import { asApiError } from '../../platform/api';
import { texts } from '../../platform/texts';
import { NamingText } from './NamingText';
import { answering, chatMark, chatText, filmTimecode, refuse, useDesk } from './parts';

const words = texts.desk.chat;
const SAY_AGAIN_MS = 2500;

/** Where one writes to the team: to all, about a bookmark, or as an answer. */
export function Composer({ onWaiting }: { readonly onWaiting: (text: string, waits: boolean) => void }) {
  const { room, transport, media } = useDesk();
  const text = chatText.value;
  const setText = (now: string): void => { chatText.value = now; };
  const told = useRef(0);
  const answered = answering.value;
  const rate = transport.motion.value?.rate;
  const send = (event: Event): void => {
    event.preventDefault();
    const said = text.trim();
    if (!said) return;
    setText('');
    answering.value = null;
    onWaiting(said, true);
    room.tell('user_typing', { typing: false });
    told.current = 0;
    // An answer is about what it answers; the box sees to that, also where the bookmark is gone.
    const about = answered ? { replyTo: answered.id } : chatMark.value ? { bookmarkId: chatMark.value } : {};
    room.talk.say({ text: said, ...about })
      .catch((error: unknown) => {
        refuse(asApiError(error));
        if (chatText.value) return;
        setText(said);
        answering.value = answered;
      })
      .finally(() => onWaiting(said, false));
  };
  const typed = (now: string): void => {
    setText(now);
    const at = performance.now();
    if (at - told.current <= SAY_AGAIN_MS) return;
    room.tell('user_typing', { typing: true });
    told.current = at;
  };
  return (
    <form onSubmit={send}>
      {answered && (
        <p class="quote">
          <b>{answered.user.name}</b> <span>{answered.text}</span>
          <IconButton label={words.noAnswer} onClick={() => { answering.value = null; }}><Icon name="close" size={13} /></IconButton>
        </p>
      )}
      <NamingText
        id="chat-text" value={text} placeholder={answered ? words.answerTo(answered.user.name) : words.placeholder} people={room.talk.members.value}
        onInput={typed} onAsk={() => void room.talk.know()}
        onKey={(event) => {
          if (event.key === 'Escape') {
            if (answered) answering.value = null;
            else (event.currentTarget as HTMLElement).blur();
          }
          if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) send(event);
        }}
      />
      <IconButton label={words.note} disabled={!rate} onClick={() => { if (rate) setText(`${text}${text ? ' ' : ''}${filmTimecode(transport.frame(), rate, media)} `); }}><Icon name="clock" size={16} /></IconButton>
      <Button submit kind="main">{words.send}</Button>
    </form>
  );
}
