import { describe, expect, it } from 'vitest';
import { clashes, lineOf, nameless, withAction, withArgument, type Binding } from './bindings';

const line = (control: string, event: Binding['event'] = 'press', panel = 'virtual'): Binding => ({ panel, control, event, action: 'deck.step', arguments: { frames: 1 } });

describe('keys that are edited', () => {
  it('clash where one event of one key stands twice', () => {
    expect([...clashes([line('a'), line('b'), line('a', 'release'), line('a', 'press', 'wheel'), line('a')])]).toEqual([0, 4]);
  });
  it('need a name', () => expect([...nameless([line('mark-in'), line(''), line('a b')])]).toEqual([1, 2]));
  it('keep of their arguments what the new action takes', () => {
    expect(withAction(line('a'), { action: 'deck.jog', arguments: ['frames'] }).arguments).toEqual({ frames: 1 });
    expect(withAction(line('a'), { action: 'deck.play', arguments: [] }).arguments).toBeNull();
  });
  it('take numbers as numbers and leave what is none to the box', () => {
    expect(withArgument(line('a'), 'frames', '-10').arguments).toEqual({ frames: -10 });
    expect(withArgument(line('a'), 'frames', '').arguments).toBeNull();
    expect(withArgument(line('a'), 'label', '12').arguments).toEqual({ frames: 1, label: '12' });
  });
  it('are found by what a panel sent', () => {
    expect([lineOf([line('a'), line('b')], { panel: 'virtual', control: 'b', event: 'press' }), lineOf([line('a')], { panel: 'wheel', control: 'a', event: 'press' })]).toEqual([1, -1]);
  });
});
