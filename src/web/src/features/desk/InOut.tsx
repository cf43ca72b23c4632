import { useComputed } from '@preact/signals';
import { Lamp } from '../../parts';
import { span } from '../../platform/timecode';
import { texts } from '../../platform/texts';
import { filmTimecode, frameUrl, spoken, useDesk } from './parts';
import { useShownFrame } from './useShownFrame';

const words = texts.desk;

/** IN and OUT side by side: the first frame of the clip, and the last one, which is the frame before OUT. */
export function InOut() {
  const { room, transport, media } = useDesk();
  const mark = room.marks.get(room.marks.current.value);
  const open = transport.openMark.value;
  const motion = transport.motion.value;
  const key = room.workspace.value?.contentKey ?? '';
  const inFrame = open?.frame ?? mark?.startFrame ?? null;
  const outFrame = open ? null : mark?.endFrame ?? null;
  if (!motion) return null;
  const length = inFrame !== null && outFrame !== null ? span(((outFrame - inFrame) * 1000 * motion.rate.den) / motion.rate.num, motion.rate) : '';
  return (
    <div class="in-out">
      <Side name={words.detail.in} frame={inFrame} shown={inFrame} open={open !== null} />
      <div class="between">
        <span class="mono length">{length}</span>
        <span class="hint">{open ? words.timeline.openMark : mark ? `${spoken(mark.number)} ${mark.label}` : ''}</span>
      </div>
      <Side name={words.detail.out} frame={outFrame} shown={outFrame === null ? null : outFrame - 1} open={false} />
    </div>
  );

  function Side({ name, frame, shown, open: waits }: { readonly name: string; readonly frame: number | null; readonly shown: number | null; readonly open: boolean }) {
    return (
      <button
        type="button" class={`end${waits ? ' waits' : ''}`} disabled={frame === null}
        onClick={() => { if (frame !== null) transport.stand(name === words.detail.out ? frame - 1 : frame); }}
      >
        <MarkLamp frame={frame} name={name} />
        <span class="mono">{frame === null ? '--:--:--:--' : filmTimecode(frame, motion!.rate, media)}</span>
        {shown === null
          ? <span class="thumb" />
          : <img class="thumb" key={shown} src={frameUrl(key, shown, motion!.rate, 120)} alt="" width="142" height="80" />}
      </button>
    );
  }
}

/** Green: a mark is set, elsewhere. Red: this very picture is the mark. As on replay desks. */
function MarkLamp({ frame, name }: { readonly frame: number | null; readonly name: string }) {
  const shown = useShownFrame();
  const here = useComputed(() => shown.value);
  const colour = frame === null ? 'off' : frame === here.value ? 'red' : 'green';
  const title = colour === 'off' ? words.transport.off : colour === 'red' ? words.transport.inHere : words.transport.inSet;
  return <span title={title}><Lamp colour={colour}>{name}</Lamp></span>;
}
