import { describe, expect, it } from 'vitest';
import { fitting, MOST_LINES, withNew, type LogLine } from './logTail';

const line = (seq: number, level = 'information', message = `line ${seq}`): LogLine => ({ seq, at: '', level, source: 'Cutter', message, fault: null });

describe('the tail of the log', () => {
  it('takes each line once and forgets the oldest', () => {
    const held = withNew([], Array.from({ length: MOST_LINES }, (_, i) => line(i + 1)));
    const more = withNew(held, [line(MOST_LINES), line(MOST_LINES + 1)]);
    expect([more.length, more[0]?.seq, more.at(-1)?.seq]).toEqual([MOST_LINES, 2, MOST_LINES + 1]);
    expect(withNew(more, [line(5)])).toBe(more);
  });
  it('finds lines by level and by all words, also in the source', () => {
    const lines = [line(1, 'warning', 'the disk is tight'), line(2, 'information', 'the disk is fine'), line(3, 'error', 'ffmpeg ended')];
    expect(fitting(lines, 'warning', '').map((l) => l.seq)).toEqual([1, 3]);
    expect(fitting(lines, 'debug', 'DISK cutter').map((l) => l.seq)).toEqual([1, 2]);
  });
});
