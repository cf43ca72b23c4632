import { expect, it } from 'vitest';
import { ACTIONS, actionOf, movesOf, nameOf, USUAL, withKey } from './keys';

it('names presses as people write them', () => {
  expect(nameOf({ key: 'i' })).toBe('I');
  expect(nameOf({ key: 'I', shiftKey: true })).toBe('Shift+I');
  expect(nameOf({ key: ' ' })).toBe('Space');
  expect(nameOf({ key: '?', shiftKey: true })).toBe('?');
  expect(nameOf({ key: 'z', metaKey: true })).toBe('Ctrl+Z');
  expect(nameOf({ key: 'ArrowLeft', shiftKey: true })).toBe('Shift+ArrowLeft');
});

it('tells a mark from a jump to it', () => {
  expect(actionOf({ key: 'i' }, USUAL)).toBe('markIn');
  expect(actionOf({ key: 'I', shiftKey: true }, USUAL)).toBe('goIn');
  expect(actionOf({ key: 'ArrowRight' }, USUAL)).toBe('frameForward');
  expect(actionOf({ key: 'x' }, USUAL)).toBeNull();
  expect(actionOf({ key: 'i', ctrlKey: true }, USUAL)).toBeNull();
});

it('gives each key to one action only', () => {
  const all = ACTIONS.flatMap((action) => USUAL[action]);
  expect(new Set(all).size).toBe(all.length);
});

it('moves a key and takes it from who had it', () => {
  const map = withKey(USUAL, 'quickMark', 'I');
  expect(actionOf({ key: 'i' }, map)).toBe('quickMark');
  expect(map.markIn).toEqual([]);
  expect(movesOf(map)).toEqual({ quickMark: ['I'], markIn: [] });
  expect(movesOf(USUAL)).toEqual({});
});
