import { useState } from 'preact/hooks';
import { Button, Dialog } from '../../parts';
import { texts } from '../../platform/texts';
import { ACTIONS, keyMap, moved, movesOf, nameOf, shown, withKey, type Action } from './keys';
import { keysOpen } from './parts';

const words = texts.desk.keys;

/** All keys; a press on one moves it. */
export function KeysDialog() {
  const [waiting, setWaiting] = useState<Action | null>(null);
  const map = keyMap();
  const take = (event: KeyboardEvent): void => {
    if (waiting === null || ['Shift', 'Control', 'Alt', 'Meta', 'Tab'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    moved.value = movesOf(withKey(map, waiting, nameOf(event)));
    setWaiting(null);
  };
  return (
    <Dialog wide title={words.title} onClose={() => { keysOpen.value = false; }} foot={<><a class="button quiet" href="/help/marking" onClick={() => { keysOpen.value = false; }}>{texts.help.open}</a><Button onClick={() => { moved.value = {}; }}>{words.reset}</Button></>}>
      <p class="hint">{words.hint}</p>
      <dl class="key-list" onKeyDownCapture={take}>
        {ACTIONS.map((action) => (
          <div key={action}>
            <dt>{texts.desk.keyNames[action]}</dt>
            <dd>
              <button type="button" class="button small" aria-label={`${texts.desk.keyNames[action]}: ${map[action].join(', ')}`} onClick={() => setWaiting(action)}>
                {waiting === action ? words.press : map[action].map((key) => <kbd key={key}>{shown(key)}</kbd>)}
              </button>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
