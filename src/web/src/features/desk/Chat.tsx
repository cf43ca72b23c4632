import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, EmptyState, Icon, IconButton } from '../../parts';
import { asApiError } from '../../platform/api';
import { reading, unreadMentions } from '../../platform/mentions';
import { texts } from '../../platform/texts';
import { Composer } from './Composer';
import { chatMark, refuse, side, spoken, useDesk, wantedMessage } from './parts';
import { Said } from './Said';
import type { Room } from './room';

const words = texts.desk.chat;
const NONE: ReadonlySet<string> = new Set();

/** What the team says to each other, all of it or about one bookmark. */
export function Chat() {
  const { room } = useDesk();
  const [waiting, setWaiting] = useState<readonly string[]>([]);
  const list = useRef<HTMLOListElement>(null);
  const about = chatMark.value;
  const messages = about === null ? room.talk.messages.value : room.talk.thread.value ?? [];
  const newest = messages.at(-1)?.id;
  useEffect(() => { room.talk.open(about).catch((error: unknown) => refuse(asApiError(error))); }, [about, room]);
  useEffect(() => {
    room.talk.unread.value = 0;
    if (wantedMessage.value === null) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [newest, about, waiting]);
  useWanted(room, list);
  useSeen(room, list, messages.length);
  const wait = (text: string, waits: boolean): void =>
    setWaiting((all) => (waits ? [...all, text] : all.filter((_, i) => i !== all.indexOf(text))));
  const typing = [...room.typing.value.values()].filter((t) => t.bookmarkId === null).map((t) => t.user.name);
  return (
    <section class="chat" role="tabpanel" aria-labelledby="tab-chat">
      {about !== null && <About id={about} />}
      {messages.length + waiting.length === 0 && <EmptyState title={about === null ? words.empty : words.emptyThread} />}
      <ol ref={list}>
        {about === null && room.talk.hasOlder.value && <li class="older"><Button small kind="quiet" onClick={() => void room.talk.older()}>{words.older}</Button></li>}
        {messages.map((message) => <Said key={message.id} message={message} inThread={about !== null} />)}
        {waiting.map((said, i) => <li key={`w${i}`} class="mine waits"><p>{said}</p></li>)}
      </ol>
      <p class="hint typing-line" aria-live="polite">{typing.length > 0 ? words.typing([...new Set(typing)].join(', ')) : ''}</p>
      <Composer onWaiting={wait} />
    </section>
  );
}

/** The bookmark whose thread is shown. */
function About({ id }: { readonly id: string }) {
  const { room, transport } = useDesk();
  const mark = room.marks.get(id);
  const number = mark?.number ?? room.talk.thread.value?.[0]?.bookmarkNumber ?? null;
  const name = number === null ? '' : spoken(number);
  const open = (): void => {
    if (!mark) return;
    room.marks.current.value = mark.id;
    side.value = 'marks';
    transport.stand(mark.startFrame);
  };
  return (
    <p class="about">
      <Button small disabled={!mark} title={words.openMark(name)} aria-label={words.openMark(name)} onClick={open}><span class="mono">{name}</span></Button>
      <span class="name">{mark ? mark.label || texts.desk.marks.unnamed : words.aboutGone}</span>
      <IconButton label={words.all} onClick={() => { chatMark.value = null; }}><Icon name="close" size={16} /></IconButton>
    </p>
  );
}

// Goes to the message that is wanted, further back where it has to; who comes to the chat and is named there begins with that.
function useWanted(room: Room, list: RefObject<HTMLOListElement | null>): void {
  const wanted = wantedMessage.value;
  useEffect(() => () => { wantedMessage.value = null; }, []);
  useEffect(() => {
    const named = unreadMentions.peek().get(room.id) ?? NONE;
    if (chatMark.value !== null || (wanted === null && named.size === 0)) return;
    const ids = wanted === null ? named : new Set([wanted]);
    room.talk.reach(ids).then(() => {
      if (wanted === null) wantedMessage.value = room.talk.messages.value.find((m) => ids.has(m.id))?.id ?? null;
    }, (error: unknown) => refuse(asApiError(error)));
  }, [wanted, chatMark.value]);
  useEffect(() => {
    if (wanted !== null) list.current?.querySelector(`[data-message="${CSS.escape(wanted)}"]`)?.scrollIntoView({ block: 'center' });
  }, [wanted, room.talk.messages.value.length]);
}

// A message that names the reader is read when it is in sight, in a window that is in sight.
function useSeen(room: Room, list: RefObject<HTMLOListElement | null>, shown: number): void {
  const [inSight, setInSight] = useState(!document.hidden);
  const named = unreadMentions.value.get(room.id) ?? NONE;
  useEffect(() => {
    const look = (): void => setInSight(!document.hidden);
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  useEffect(() => {
    reading.value = inSight ? { workspaceId: room.id, bookmarkId: chatMark.value } : null;
    return () => { reading.value = null; };
  }, [inSight, chatMark.value]);
  useEffect(() => {
    if (!inSight || named.size === 0 || !list.current) return undefined;
    const watch = new IntersectionObserver((entries) => {
      const ids = entries.filter((entry) => entry.isIntersecting).map((entry) => (entry.target as HTMLElement).dataset.message ?? '');
      if (ids.length > 0) room.talk.seen(ids).catch(() => undefined); // they stay unread, and are seen again
    }, { root: list.current, threshold: 0.5 });
    for (const said of list.current.querySelectorAll<HTMLElement>('[data-message]'))
      if (named.has(said.dataset.message ?? '')) watch.observe(said);
    return () => watch.disconnect();
  }, [inSight, named, shown]);
}
