import { describe, expect, it } from 'vitest';
import { addressForOthers } from './address';

describe('the address for other devices', () => {
  it('is the page\'s own, unless that means this very machine', () => {
    const at = (origin: string): { hostname: string; origin: string } => ({ hostname: new URL(origin).hostname, origin });
    expect(addressForOthers(at('http://studio.local:8080'), ['http://10.0.0.2:8080'])).toBe('http://studio.local:8080');
    for (const own of ['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080'])
      expect(addressForOthers(at(own), ['http://studio.local:8080', 'http://10.0.0.2:8080'])).toBe('http://studio.local:8080');
    expect(addressForOthers(at('http://localhost:8080'), [])).toBe('http://localhost:8080');
    expect(addressForOthers(at('http://localhost:8080'), null)).toBe('http://localhost:8080');
  });
});
