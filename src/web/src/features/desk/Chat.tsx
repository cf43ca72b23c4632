import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, EmptyState, Icon, IconButton } from '../../parts';
import { asApiError } from '../../platform/api';
import { texts } from '../../platform/texts';
import { frameNamed, TIMECODE } from './notes';
import { chatText, filmTimecode, refuse, startFrame, useDesk, wantedMessage } from './parts';
import type { ChatMessage } from './types';

const words = texts.desk.chat;
const SAY_AGAIN_MS = 2500;

/** What the team says to each other; a timecode in it leads to its frame. */
export function Chat() {
  const { room, transport, media } = useDesk();
  const text = chatText.value;
  const setText = (now: string): void => { chatText.value = now; };
  const [waiting, setWaiting] = useState<readonly string[]>([]);
  const list = useRef<HTMLOListElement>(null);
  const told = useRef(0);
  const messages = room.messages.value;
  useEffect(() => {
    room.unread.value = 0;
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [messages, waiting]);
  useEffect(() => {
    if (wantedMessage.value === null) return;
    list.current?.querySelector(`[data-message="${wantedMessage.value}"]`)?.scrollIntoView({ block: 'center' });
  }, [wantedMessage.value]);
  useEffect(() => () => { wantedMessage.value = null; }, []);
  const send = (event: Event): void => {
    event.preventDefault();
    const said = text.trim();
    if (!said) return;
    setText('');
    setWaiting((all) => [...all, said]);
    room.tell('user_typing', { typing: false });
    told.current = 0;
    room.say(said)
      .catch((error: unknown) => {
        refuse(asApiError(error));
        if (!chatText.value) setText(said);
      })
      .finally(() => setWaiting((all) => all.filter((_, i) => i !== all.indexOf(said))));
  };
  const typing = [...room.typing.value.values()].filter((t) => t.bookmarkId === null).map((t) => t.user.name);
  const rate = transport.motion.value?.rate;
  return (
    <section class="chat" role="tabpanel" aria-labelledby="tab-chat">
      {messages.length + waiting.length === 0 && <EmptyState title={words.empty} />}
      <ol ref={list}>
        {messages.map((message) => <Said key={message.id} message={message} />)}
        {waiting.map((said, i) => <li key={`w${i}`} class="mine waits"><p>{said}</p></li>)}
      </ol>
      <p class="hint typing-line" aria-live="polite">{typing.length > 0 ? words.typing([...new Set(typing)].join(', ')) : ''}</p>
      <form onSubmit={send}>
        <textarea
          id="chat-text" rows={2} maxLength={4000} value={text} placeholder={words.placeholder} aria-label={words.placeholder}
          onInput={(event) => {
            setText(event.currentTarget.value);
            const now = performance.now();
            if (now - told.current > SAY_AGAIN_MS) room.tell('user_typing', { typing: true });
            if (now - told.current > SAY_AGAIN_MS) told.current = now;
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
            if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) send(event);
          }}
        />
        <IconButton label={words.note} disabled={!rate} onClick={() => { if (rate) setText(`${text}${text ? ' ' : ''}${filmTimecode(transport.frame(), rate, media)} `); }}><Icon name="clock" size={16} /></IconButton>
        <Button submit kind="main">{words.send}</Button>
      </form>
    </section>
  );

  function Said({ message }: { readonly message: ChatMessage }) {
    const mine = message.user.id === room.me.id;
    return (
      <li class={`${mine ? 'mine' : ''}${wantedMessage.value === message.id ? ' wanted' : ''}`} data-message={message.id}>
        <span class="who">{message.user.name} <time>{new Date(message.createdAt).toLocaleTimeString(undefined, { timeStyle: 'short' })}</time></span>
        <p>{message.text.split(TIMECODE).map((part, i) => (i % 2 === 1 ? <Place key={i} text={part} /> : part))}</p>
      </li>
    );
  }

  function Place({ text: name }: { readonly text: string }) {
    const motion = transport.motion.value;
    const frame = motion ? frameNamed(name, motion.rate, startFrame(motion.rate, media), motion.frames) : null;
    if (frame === null) return <>{name}</>;
    return <button type="button" class="place mono" onClick={() => transport.stand(frame)}>{name}</button>;
  }
}
