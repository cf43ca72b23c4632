import { describe, expect, it } from 'vitest';
import { ALL, listed, Marks } from './marks';
import type { Bookmark } from './types';

function mark(number: number, more: Partial<Bookmark> = {}): Bookmark {
  return {
    id: `m${number}`, number, workspaceId: 'w', createdBy: { id: 'u', name: 'Anna' }, label: `Mark ${number}`, publicNotes: '', privateNotes: '',
    startMs: number * 1000, endMs: number * 1000 + 500, startFrame: number * 25, endFrame: number * 25 + 12, timecode: { in: '', out: '' },
    colour: null, rating: 0, tags: [], rev: 1, lockedBy: null, lockedAt: null, clip: null, origin: 'web', createdAt: '', updatedAt: '', ...more,
  };
}

describe('bookmarks', () => {
  it('show an edit at once and go back when it is refused', () => {
    const marks = new Marks();
    marks.put(mark(1));
    const done = marks.overlay('m1', { label: 'Goal' });
    expect(marks.get('m1')?.label).toBe('Goal');
    done();
    expect(marks.get('m1')?.label).toBe('Mark 1');
  });

  it('keep an own edit on top of what others change meanwhile', () => {
    const marks = new Marks();
    marks.put(mark(1));
    const done = marks.overlay('m1', { label: 'Goal' });
    marks.put(mark(1, { rev: 2, rating: 5, label: 'Theirs' }));
    expect(marks.get('m1')).toMatchObject({ label: 'Goal', rating: 5 });
    marks.put(mark(1, { rev: 3, rating: 5, label: 'Goal' }));
    done();
    expect(marks.get('m1')).toMatchObject({ label: 'Goal', rev: 3 });
  });

  it('stay as new as they are: an older answer changes nothing', () => {
    const marks = new Marks();
    marks.put(mark(1, { rev: 5, label: 'new' }));
    marks.put(mark(1, { rev: 4, label: 'old' }));
    expect(marks.get('m1')?.label).toBe('new');
  });

  it('keep the progress of a cut over an edit', () => {
    const marks = new Marks();
    marks.put(mark(1, { clip: { state: 'processing', jobId: 'j', fileName: null, sizeBytes: null, url: null } }));
    marks.setClip('m1', (clip) => ({ ...clip!, progressPercent: 40 }));
    marks.put(mark(1, { rev: 2, clip: { state: 'processing', jobId: 'j', fileName: null, sizeBytes: null, url: null } }));
    expect(marks.get('m1')?.clip?.progressPercent).toBe(40);
  });

  it('leave the selection with what is deleted', () => {
    const marks = new Marks();
    marks.put(mark(1), mark(2));
    marks.selected.value = new Set(['m1', 'm2']);
    marks.current.value = 'm1';
    marks.remove('m1');
    expect([...marks.selected.value]).toEqual(['m2']);
    expect(marks.current.value).toBeNull();
  });
});

describe('the list', () => {
  const all = [mark(3, { label: 'Save', rating: 5, startMs: 10 }), mark(1, { tags: ['goal'] }), mark(2, { label: 'goal kick', colour: '#ff0000' })];

  it('is in the order of the film, or any other', () => {
    expect(listed([...all], ALL).map((m) => m.number)).toEqual([3, 1, 2]);
    expect(listed([...all], { ...ALL, sort: 'number', descending: true }).map((m) => m.number)).toEqual([3, 2, 1]);
    expect(listed([...all], { ...ALL, sort: 'rating' }).map((m) => m.number)).toEqual([1, 2, 3]);
  });

  it('finds all words in any text of a bookmark, and its number', () => {
    expect(listed([...all], { ...ALL, search: 'GOAL' }).map((m) => m.number)).toEqual([1, 2]);
    expect(listed([...all], { ...ALL, search: 'goal kick' }).map((m) => m.number)).toEqual([2]);
    expect(listed([...all], { ...ALL, search: '003' }).map((m) => m.number)).toEqual([3]);
  });

  it('keeps those of a colour, a rating, a clip state', () => {
    expect(listed([...all], { ...ALL, colour: '#ff0000' }).map((m) => m.number)).toEqual([2]);
    expect(listed([...all], { ...ALL, rating: 4 }).map((m) => m.number)).toEqual([3]);
    expect(listed([...all], { ...ALL, clip: 'ready' })).toEqual([]);
  });

  it('takes ten thousand in a moment', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => mark(i + 1));
    const start = performance.now();
    expect(listed(many, { ...ALL, search: '999', sort: 'label' }).length).toBe(19);
    expect(performance.now() - start).toBeLessThan(200);
  });
});
