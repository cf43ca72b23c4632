import { Icon, type LampColour } from '../../parts';
import { texts } from '../../platform/texts';
import { heard } from './usePanel';

const words = texts.panel;
export type KeyName = keyof typeof words.keys;

interface KeyProps {
  readonly name: KeyName;
  readonly lamp: LampColour;
  readonly kind?: 'big' | 'roll' | 'stop';
  readonly onPress: () => void;
}

const SIGNS: Partial<Record<KeyName, 'frameBack' | 'frameForward'>> = { 'step-back': 'frameBack', 'step-forward': 'frameForward' };

/** A key with its lamp. It acts when the finger comes down, not when it leaves: a mark is where it was meant. */
export function Key({ name, lamp, kind, onPress }: KeyProps) {
  const last = heard.value;
  const outcome = last?.control === name ? last.outcome : '';
  const sign = SIGNS[name];
  const hint = words.hints[name];
  return (
    <button
      type="button" class={`key ${kind ?? ''} ${lamp} ${outcome}`} data-lamp={lamp}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        navigator.vibrate?.(8);
        onPress();
      }}
      onClick={(event) => { if (event.detail === 0) onPress(); }}
      onContextMenu={(event) => event.preventDefault()}
    >
      <i class="key-lamp" aria-hidden="true" />
      {sign && <Icon name={sign} size={26} />}
      <span class={sign ? 'hidden' : 'key-name'}>{words.keys[name]}</span>
      {hint && <span class="key-hint">{hint}</span>}
      <span class="hidden">{words.lamps[lamp]}</span>
    </button>
  );
}
