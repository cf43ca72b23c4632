import { Icon, IconButton } from '../../parts';
import { texts } from '../../platform/texts';
import { pieces } from './naming';
import { frameNamed, TIMECODE } from './notes';
import { answering, goToMessage, openThread, spoken, startFrame, useDesk, wantedMessage } from './parts';
import type { ChatMessage } from './types';

const words = texts.desk.chat;

/** A message: who and when, what it is about and what it answers, and its text with names and timecodes. */
export function Said({ message, inThread }: { readonly message: ChatMessage; readonly inThread: boolean }) {
  const { room } = useDesk();
  const mine = message.user.id === room.me.id;
  const named = message.mentions.some((mention) => mention.user.id === room.me.id);
  const of = message.bookmarkNumber === null ? '' : spoken(message.bookmarkNumber);
  const answer = (): void => {
    answering.value = message;
    document.querySelector<HTMLElement>('#chat-text')?.focus();
  };
  return (
    <li class={`${mine ? 'mine' : ''}${named ? ' named' : ''}${wantedMessage.value === message.id ? ' wanted' : ''}`} data-message={message.id}>
      <span class="who">
        {message.user.name} <time dateTime={message.createdAt}>{clockOf(message.createdAt)}</time>
        {message.bookmarkId !== null && !inThread && (
          <button type="button" class="place mono" title={words.about(of)} aria-label={words.about(of)} onClick={() => openThread(message.bookmarkId ?? '')}>{of}</button>
        )}
        <IconButton class="answer-key" label={words.answerTo(message.user.name)} onClick={answer}><Icon name="answer" size={13} /></IconButton>
      </span>
      {message.quote && (
        <button type="button" class="quote" title={words.toAnswered} onClick={() => (inThread ? scrollTo(message.replyTo) : goToMessage(message.replyTo ?? ''))}>
          <b>{message.quote.user.name}</b> {message.quote.text}
        </button>
      )}
      <p>{pieces(message.text, message.mentions).map((piece, i) => (piece.mention
        ? <b key={i} class={`mention${piece.mention.user.id === room.me.id ? ' me' : ''}`}>{piece.text}</b>
        : <Plain key={i} text={piece.text} />))}</p>
    </li>
  );
}

// A timecode leads to its frame.
function Plain({ text }: { readonly text: string }) {
  return <>{text.split(TIMECODE).map((part, i) => (i % 2 === 1 ? <Place key={i} name={part} /> : part))}</>;
}

function Place({ name }: { readonly name: string }) {
  const { transport, media } = useDesk();
  const motion = transport.motion.value;
  const frame = motion ? frameNamed(name, motion.rate, startFrame(motion.rate, media), motion.frames) : null;
  if (frame === null) return <>{name}</>;
  return <button type="button" class="place mono" onClick={() => transport.stand(frame)}>{name}</button>;
}

// In a thread of its own everything is there already.
function scrollTo(id: string | null): void {
  wantedMessage.value = id;
}

function clockOf(date: string): string {
  const at = new Date(date);
  const today = at.toDateString() === new Date().toDateString();
  return today ? at.toLocaleTimeString(undefined, { timeStyle: 'short' }) : at.toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'short' });
}
