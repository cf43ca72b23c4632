// Where other devices of the network find the box: a page that was opened at the box itself knows only "localhost".
import { api } from './api';
import { useLoad } from './useLoad';

const OWN = /^(localhost|127\.|\[::1\])/;

/** The box's addresses in the network, its name first; null until they are known, empty where it listens to this machine only. */
export function useAddresses(): readonly string[] | null {
  return useLoad((signal) => api.get<{ addresses: readonly string[] }>('/api/setup', undefined, signal)).data?.addresses ?? null;
}

/** The address to be given to another device: this page's own, unless that means this very machine. */
export function addressForOthers(page: { readonly hostname: string; readonly origin: string }, known: readonly string[] | null): string {
  return OWN.test(page.hostname) ? known?.[0] ?? page.origin : page.origin;
}
