import { describe, expect, it } from 'vitest';
import type { Clip } from '../../platform/records';
import { daysLeft } from './storage';

const now = Date.parse('2026-05-08T12:00:00Z');
const clip = (daysAgo: number, sizeBytes: number | null) => ({ createdAt: new Date(now - daysAgo * 86_400_000).toISOString(), sizeBytes }) as Clip;

describe('days left', () => {
  it('follow the pace of the last week', () => {
    expect(daysLeft([clip(4, 100), clip(2, 100), clip(0, 200), clip(30, 9_999)], 1_000, now)).toBe(10);
  });
  it('take a first busy hour for a whole day', () => {
    expect(daysLeft([clip(0.01, 500), clip(0.02, null)], 1_000, now)).toBe(2);
  });
  it('are unknown where nothing was cut', () => {
    expect(daysLeft([clip(20, 100)], 1_000, now)).toBeNull();
  });
});
