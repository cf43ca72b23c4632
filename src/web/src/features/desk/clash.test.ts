import { expect, it } from 'vitest';
import { sharePath } from './ClipKeys';
import { resolved } from './ClashDialog';
import type { Clash } from './room';

it('sends what was chosen as one\'s own, and what did not clash', () => {
  const clash = {
    change: { label: 'mine', publicNotes: 'notes', rating: 3 },
    clashes: [{ field: 'label', before: null, yours: 'mine', theirs: 'theirs' }, { field: 'rating', before: '0', yours: '3', theirs: '5' }],
  } as unknown as Clash;
  expect(resolved(clash, { rating: 'theirs' })).toEqual({ label: 'mine', publicNotes: 'notes' });
  expect(resolved(clash, { rating: 'theirs', label: 'theirs' })).toEqual({ publicNotes: 'notes' });
});

it('names a clip as the computer would open it', () => {
  const share = { address: 'smb://box.local/clips', path: '\\\\box.local\\clips' };
  expect(sharePath(share, 'Final/001 Goal?.mp4', false)).toBe('smb://box.local/clips/Final/001%20Goal%3F.mp4');
  expect(sharePath(share, 'Final/001 Goal.mp4', true)).toBe('\\\\box.local\\clips\\Final\\001 Goal.mp4');
  expect(sharePath(null, 'Final/001.mp4', true)).toBe('Final/001.mp4');
});
