// Every text that people read, in one place, so that translations can follow. Pages add their part in a file of their own beside them and
// join it here; a text with parts is a function, so that a translation may put them in another order.
import { deskTexts } from '../features/desk/texts';

export const texts = {
  app: {
    name: 'ClipshareBox',
    skip: 'Skip to content',
    nav: { label: 'Pages', home: 'Home', library: 'Library', clips: 'Clips', settings: 'Settings', panel: 'Panel', help: 'API' },
    signOut: 'Sign out',
    loading: 'Loading',
    notFound: 'There is no such page.',
    toHome: 'Go to the start page',
    away: 'The box does not answer.',
    awayHint: 'Check that it is switched on and that this device is in its network. This page comes back by itself.',
    tryAgain: 'Try again',
    close: 'Close',
    cancel: 'Cancel',
    undo: 'Undo',
    requestId: (id: string) => `Request ${id}`,
  },
  link: {
    connecting: 'Connecting',
    open: 'Live',
    lost: 'Reconnecting',
    out: 'Signed out',
    waiting: (n: number) => (n === 1 ? '1 edit waits to be sent' : `${n} edits wait to be sent`),
    trip: (ms: number) => `${Math.round(ms)} ms to the box`,
  },
  door: {
    claimTitle: 'Welcome. This box is new',
    claimText: 'Enter the claim code that the box shows in its log and in DATA/claim-code, and choose the name and password of its owner.',
    code: 'Claim code',
    signInTitle: 'Sign in',
    name: 'Name',
    password: 'Password',
    remember: 'Stay signed in',
    claim: 'Claim the box',
    signIn: 'Sign in',
    inviteTitle: 'You are invited',
    inviteText: 'Enter the name by which the team knows you. Whoever has an account here gives its password too.',
    comeIn: 'Come in',
  },
  home: {
    title: 'Workspaces',
    none: 'There is no workspace yet',
    noneHint: 'Choose a film in the library and make a workspace on it.',
    marks: (n: number) => (n === 1 ? '1 bookmark' : `${n} bookmarks`),
  },
  desk: deskTexts,
} as const;
