import { describe, expect, it } from 'vitest';
import { ago, initials, length, size } from './words';

describe('words', () => {
  it('tells sizes with no more digits than are of use', () => {
    expect([0, 999, 1000, 7_635_688, 99_940_000, 999_600_000, 642_954_565, 57_556_828_160, 4e12].map(size))
      .toEqual(['0 B', '999 B', '1 kB', '7.6 MB', '100 MB', '1 GB', '643 MB', '57.6 GB', '4 TB']);
  });
  it('tells lengths as clocks do', () => {
    expect([0, 6006, 59_600, 610_016, 3_599_600, 6_127_000].map(length)).toEqual(['0:00', '0:06', '1:00', '10:10', '1:00:00', '1:42:07']);
  });
  it('tells how long ago', () => {
    const now = Date.parse('2026-05-04T12:00:00Z');
    expect(['2026-05-04T12:00:30Z', '2026-05-04T11:59:10Z', '2026-05-04T09:00:00Z', '2026-05-02T12:00:00Z'].map((d) => ago(d, now)))
      .toEqual(['just now', '1 min ago', '3 h ago', '2 days ago']);
  });
  it('makes a face of a name', () => {
    expect(['owner', 'Olivia Maria Berg', 'max.huber', ' ', 'émile'].map(initials)).toEqual(['O', 'OB', 'MH', '', 'É']);
  });
});
