import { describe, expect, it } from 'vitest';
import type { Clip, Share } from '../../platform/records';
import { NO_FILTER, placesOf, queryOf } from './filter';

const clip = { number: 12, name: null, label: 'Goal, left foot', fileName: '012_Goal.mp4', path: 'Cup final/012 Goal.mp4', state: 'complete', keep: false } as Clip;

describe('the filter of clips', () => {
  it('asks the box', () => {
    expect(queryOf({ ...NO_FILTER, search: ' goal ', state: 'failed' })).toMatchObject({ search: 'goal', state: 'failed', keep: undefined });
  });
  it('asks for kept ones beside the states', () => {
    expect((['kept', 'passing', 'complete'] as const).map((state) => queryOf({ ...NO_FILTER, state })).map((q) => [q['state'], q['keep']]))
      .toEqual([[undefined, true], [undefined, false], ['complete', undefined]]);
  });
  it('tells where a clip lies, as each system writes it', () => {
    expect(placesOf(clip, { path: '\\\\box\\clips', address: 'smb://box/clips' } as Share))
      .toEqual({ windows: '\\\\box\\clips\\Cup final\\012 Goal.mp4', others: 'smb://box/clips/Cup%20final/012%20Goal.mp4' });
    expect(placesOf({ ...clip, path: null }, {} as Share)).toBeNull();
  });
});
