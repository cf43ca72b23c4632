import { describe, expect, it } from 'vitest';
import type { Clip, Share } from '../../platform/records';
import { fits, placesOf } from './filter';

const clip = { number: 12, name: null, label: 'Goal, left foot', fileName: '012_Goal.mp4', path: 'Cup final/012 Goal.mp4', state: 'complete', keep: false } as Clip;

describe('the filter of clips', () => {
  it('finds all words anywhere in what a clip is called', () => {
    expect([fits(clip, { text: 'GOAL 12', state: 'all' }), fits(clip, { text: 'goal right', state: 'all' })]).toEqual([true, false]);
  });
  it('knows the states', () => {
    expect((['all', 'complete', 'working', 'error', 'kept'] as const).map((state) => fits(clip, { text: '', state }))).toEqual([true, true, false, false, false]);
  });
  it('tells where a clip lies, as each system writes it', () => {
    expect(placesOf(clip, { path: '\\\\box\\clips', address: 'smb://box/clips' } as Share))
      .toEqual({ windows: '\\\\box\\clips\\Cup final\\012 Goal.mp4', others: 'smb://box/clips/Cup%20final/012%20Goal.mp4' });
    expect(placesOf({ ...clip, path: null }, {} as Share)).toBeNull();
  });
});
