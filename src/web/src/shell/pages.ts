// The table of contents: every path of the app. The box serves the same paths, see Pages.cs.
import type { ComponentType } from 'preact';

export interface PageEntry {
  readonly path: string;
  readonly load: () => Promise<ComponentType<{ parts: Record<string, string> }>>;
  /** May be seen without a sign-in. */
  readonly open?: boolean;
  /** Is there also while the box is away, or has no owner yet: it asks the box nothing. */
  readonly alone?: boolean;
  /** Without the top bar. */
  readonly bare?: boolean;
  /** Uses the whole window and scrolls within. */
  readonly full?: boolean;
}

export const pages: readonly PageEntry[] = [
  { path: '/', load: () => import('../features/home/Home').then((m) => m.Home) },
  { path: '/w/:id', load: () => import('../features/desk/Desk').then((m) => m.Desk), full: true },
  { path: '/library', load: () => import('../features/library/Library').then((m) => m.Library), full: true },
  { path: '/clips', load: () => import('../features/clips/Clips').then((m) => m.Clips), full: true },
  { path: '/panel', load: () => import('../features/panel/Panel').then((m) => m.Panel), bare: true },
  { path: '/settings/*', load: () => import('../features/settings/Settings').then((m) => m.Settings) },
  { path: '/help/*', load: () => import('../features/help/Help').then((m) => m.Help), open: true, alone: true },
  { path: '/welcome/*', load: () => import('../features/welcome/Welcome').then((m) => m.Welcome), bare: true },
  { path: '/claim', load: () => import('../features/door/Claim').then((m) => m.Claim), open: true, bare: true },
  { path: '/sign-in', load: () => import('../features/door/SignIn').then((m) => m.SignIn), open: true, bare: true },
  { path: '/invite', load: () => import('../features/door/Invite').then((m) => m.Invite), open: true, bare: true },
];
