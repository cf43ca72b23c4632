// The table of contents: every path of the app. The box serves the same paths, see Pages.cs.
import type { ComponentType } from 'preact';

export interface PageEntry {
  readonly path: string;
  readonly load: () => Promise<ComponentType<{ parts: Record<string, string> }>>;
  /** May be seen without a sign-in. */
  readonly open?: boolean;
  /** Without the top bar. */
  readonly bare?: boolean;
  /** Uses the whole window and scrolls within. */
  readonly full?: boolean;
}

export const pages: readonly PageEntry[] = [
  { path: '/', load: () => import('../features/home/Home').then((m) => m.Home) },
  { path: '/w/:id', load: () => import('../features/desk/Desk').then((m) => m.Desk), full: true },
  { path: '/claim', load: () => import('../features/door/Claim').then((m) => m.Claim), open: true, bare: true },
  { path: '/sign-in', load: () => import('../features/door/SignIn').then((m) => m.SignIn), open: true, bare: true },
  { path: '/invite', load: () => import('../features/door/Invite').then((m) => m.Invite), open: true, bare: true },
];
