import { describe, expect, it } from 'vitest';
import { frameNamed, notesOf } from './notes';
import type { ChatMessage } from './types';

const NTSC = { num: 30000, den: 1001 };
const said = (id: string, text: string): ChatMessage => ({
  id, text, user: { id: 'ann', name: 'Ann' }, createdAt: '2026-01-01T00:00:00Z', bookmarkId: null, bookmarkNumber: null, replyTo: null, quote: null, mentions: [],
});

describe('notes on frames', () => {
  it('are the messages that name a frame of this film', () => {
    const notes = notesOf([said('1', 'hello'), said('2', 'look: 00:00:01;02 there'), said('3', '00:59:00;02')], NTSC, 0, 1000);
    expect(notes.map((n) => [n.message.id, n.frame])).toEqual([['2', 32]]);
  });

  it('count from the film\'s own first frame', () => {
    expect(frameNamed('01:00:00:10', { num: 25, den: 1 }, 90_000, 500)).toBe(10);
    expect(frameNamed('00:59:59:24', { num: 25, den: 1 }, 90_000, 500)).toBeNull();
  });

  it('keep to the newest where there are many', () => {
    const many = Array.from({ length: 300 }, (_, i) => said(String(i), '00:00:00:01'));
    expect(notesOf(many, NTSC, 0, 1000).map((n) => n.message.id).at(0)).toBe('100');
  });
});
