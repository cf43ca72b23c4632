import { useRef } from 'preact/hooks';
import { Icon, Lamp, Menu, MenuItem, IconButton } from '../../parts';
import { frameAt } from '../../platform/timecode';
import { texts } from '../../platform/texts';
import { initials } from '../../platform/words';
import { filmTimecode, useDesk } from './parts';
import { useTick } from './useTick';
import { pointing } from './Pointer';
import type { PresentMember } from './types';

const words = texts.desk.together;

/** Who is here, who leads, and whether this page goes along. */
export function People() {
  const { room, transport } = useDesk();
  const lead = room.deck.value?.lead ?? null;
  const mine = lead !== null && lead.id === room.me.id;
  const producer = room.workspace.value?.role === 'producer';
  const following = transport.following.value;
  return (
    <div class="people" role="group" aria-label={words.label}>
      <ul>{room.present.value.map((member) => <li key={member.user.id ?? member.user.name}><Member member={member} /></li>)}</ul>
      <Menu label={<span class="wheel"><Lamp colour={lead === null ? 'off' : mine ? 'green' : 'amber'}>{lead === null ? words.wheelAll : mine ? words.wheelMine : words.wheel(lead.name)}</Lamp></span>}>
        {producer && !mine && <MenuItem onClick={() => transport.lead(room.me.id)}>{words.take}</MenuItem>}
        {producer && room.present.value.filter((m) => m.user.id !== room.me.id && m.user.id !== lead?.id).map((m) => (
          <MenuItem key={m.user.id} onClick={() => transport.lead(m.user.id)}>{words.give(m.user.name)}</MenuItem>
        ))}
        {lead !== null && (producer || mine) && <MenuItem onClick={() => transport.lead(null)}>{words.release}</MenuItem>}
        {!producer && lead === null && <MenuItem disabled>{words.wheelAll}</MenuItem>}
      </Menu>
      <InStep />
      <button
        type="button" class={`button small follow${following ? '' : ' free'}`} aria-pressed={following} title={`${following ? words.freeTitle : words.followTitle} (F)`}
        onClick={() => transport.follow(!following)}
      >
        {following ? words.following : words.free}
      </button>
      <IconButton label={words.pointerTitle} aria-pressed={pointing.value} onClick={() => { pointing.value = !pointing.value; }}><Icon name="pointer" size={16} /></IconButton>
    </div>
  );
}

// How far the picture is from the deck, while it plays along.
function InStep() {
  const { transport, picture } = useDesk();
  const text = useRef<HTMLSpanElement>(null);
  useTick(() => {
    const off = picture()?.offMs.value;
    const now = transport.following.value && transport.speed > 0 && off !== undefined ? words.inStep(Math.round(off)) : '';
    if (text.current && text.current.textContent !== now) text.current.textContent = now;
  }, [transport]);
  return <span ref={text} class="in-step mono" title={words.inStepTitle} />;
}

function Member({ member }: { readonly member: PresentMember }) {
  const { room, transport, media } = useDesk();
  const me = member.user.id === room.me.id;
  const cursor = [...room.cursors.value.values()].find((c) => c.user.id === member.user.id && c.positionMs !== null);
  const rate = transport.motion.value?.rate;
  const frame = cursor && rate ? frameAt(Math.round(cursor.positionMs ?? 0), rate) : null;
  const place = frame !== null && rate ? words.at(filmTimecode(frame, rate, media)) : '';
  const title = [member.user.name, me && words.you, !member.following && words.looksAlone, member.connections > 1 && words.devices(member.connections), !me && place].filter(Boolean).join(', ');
  const text = <><span class="member-face" style={{ background: colourOf(member.user.name) }} aria-hidden="true">{initials(member.user.name)}</span><span class="name">{member.user.name}</span></>;
  const go = (): void => {
    transport.follow(false);
    if (frame !== null) transport.stand(frame);
  };
  return frame !== null && !me && !member.following
    ? <button type="button" class="member free" title={`${title}. ${words.goTo(member.user.name)}`} onClick={go}>{text}</button>
    : <span class={`member${member.following ? '' : ' free'}`} title={title}>{text}</span>;
}

// Dark enough for white letters, whoever it is.
function colourOf(name: string): string {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return `hsl(${sum} 45% 34%)`;
}
