import { useComputed } from '@preact/signals';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Button, EmptyState, Spinner, toast } from '../../parts';
import { api } from '../../platform/api';
import { hub } from '../../platform/box';
import { unreadMentions } from '../../platform/mentions';
import { go, place, query } from '../../platform/router';
import { user } from '../../platform/session';
import { texts } from '../../platform/texts';
import { Chat } from './Chat';
import { ClashDialog } from './ClashDialog';
import { InOut } from './InOut';
import { KeysDialog } from './KeysDialog';
import { MarkPanel } from './MarkPanel';
import { answering, chatMark, DeskContext, goToMessage, keysOpen, refuse, side, spoken, type DeskParts } from './parts';
import { People } from './People';
import type { Picture } from './picture';
import { Player } from './Player';
import { printsAs } from './PrintSheet';
import { Room } from './room';
import { Timeline } from './Timeline';
import { Transport } from './transport';
import { TransportBar } from './TransportBar';
import type { Bookmark, MediaDetails } from './types';
import { useDeskKeys } from './useDeskKeys';
import { usePlace } from './usePlace';

const words = texts.desk;

/** The desk of a workspace: the page at /w/{id}. */
export function Desk({ parts }: { readonly parts: Record<string, string> }) {
  const id = parts.id ?? '';
  return <DeskOf key={id} id={id} />;
}

function DeskOf({ id }: { readonly id: string }) {
  const me = user.value;
  const room = useMemo(() => new Room(id, { id: me?.id ?? null, name: me?.name ?? '' }, hub), [id, me?.id]);
  const transport = useMemo(() => new Transport(room, hub.clock), [room]);
  const picture = useRef<Picture | null>(null);
  const media = useMedia(room);
  const shown = useRef(media);
  shown.current = media;
  const entered = useComputed(() => room.workspace.value !== null);

  useEffect(() => {
    side.value = 'marks';
    chatMark.value = null;
    answering.value = null;
    transport.onRefused = refuse;
    room.onCut = (mark, fault) => tellOfClip(room, mark, fault);
    transport.shownFrame = () => picture.current?.frame.value ?? null;
    return room.enter();
  }, [room]);
  useEffect(() => printsAs(room, () => transport.motion.value?.rate, () => shown.current), [room]);
  usePlace(room, transport, media);
  // A link may name a message, also while the desk is open: that of somebody who names the reader.
  useEffect(() => {
    const message = query().get('message');
    if (message) goToMessage(message);
  }, [place.value, room]);
  useEffect(() => {
    document.title = room.workspace.value ? `${room.workspace.value.title} · ${texts.app.name}` : texts.app.name;
  }, [room.workspace.value?.title]);

  const desk: DeskParts = { room, transport, media, picture: () => picture.current };
  useDeskKeys(desk);

  if (room.refused.value)
    return <EmptyState title={words.gone} hint={room.refused.value.code === 'NOT_FOUND' ? words.goneHint : room.refused.value.message}><Button kind="main" onClick={() => go('/')}>{texts.app.toHome}</Button></EmptyState>;
  if (!entered.value) return <div class="whole"><Spinner label={words.loading} /></div>;
  return (
    <DeskContext.Provider value={desk}>
      <div class="desk">
        <Head />
        <div class="stage">
          <Player onPicture={(made) => { picture.current = made; }} />
          <TransportBar />
          <InOut />
          <Timeline />
        </div>
        <aside class="side">
          <SideTabs />
          {side.value === 'marks' ? <MarkPanel /> : <Chat />}
        </aside>
      </div>
      {room.clash.value && <ClashDialog clash={room.clash.value} />}
      {keysOpen.value && <KeysDialog />}
    </DeskContext.Provider>
  );

  function Head() {
    return (
      <div class="desk-head">
        <h1 title={room.workspace.value?.title}>{room.workspace.value?.title}</h1>
        <People />
      </div>
    );
  }

  function SideTabs() {
    const unread = room.talk.unread.value;
    const named = unreadMentions.value.get(room.id)?.size ?? 0;
    return (
      <div class="tabs">
        <div role="tablist">
          <button type="button" role="tab" id="tab-marks" aria-selected={side.value === 'marks'} onClick={() => { side.value = 'marks'; }}>
            {words.marks.label} <span class="count">{room.marks.size}</span>
          </button>
          <button type="button" role="tab" id="tab-chat" aria-selected={side.value === 'chat'} onClick={() => { side.value = 'chat'; }}>
            {words.chat.label} {unread > 0 && side.value !== 'chat' && <span class="count new">{words.chat.unread(unread)}</span>}
            {named > 0 && <span class="count calls"><span aria-hidden="true">@{named}</span><span class="hidden">{words.chat.named(named)}</span></span>}
          </button>
        </div>
        <button type="button" class="help" aria-label={words.keys.title} title={`${words.keys.title} (?)`} onClick={() => { keysOpen.value = true; }}>?</button>
      </div>
    );
  }
}

// One's own clips are told of, and all that failed.
function tellOfClip(room: Room, mark: Bookmark, fault: string | null): void {
  const number = spoken(mark.number);
  if (fault !== null) toast({ text: words.marks.clipFailed(number, fault), kind: 'bad' });
  else if (mark.createdBy?.id === room.me.id) toast({ text: words.marks.clipReady(number), kind: 'good' });
}

// Its facts may come late: a film that was found a moment ago is still being looked at.
function useMedia(room: Room): MediaDetails | null {
  const [media, setMedia] = useState<MediaDetails | null>(null);
  const key = room.workspace.value?.contentKey;
  useEffect(() => {
    if (!key) return undefined;
    const stop = new AbortController();
    api.get<MediaDetails>(`/api/media/${encodeURIComponent(key)}`, {}, stop.signal).then(setMedia, () => undefined);
    return () => stop.abort();
  }, [key]);
  return media;
}
