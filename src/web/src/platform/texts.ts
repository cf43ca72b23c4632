// Every text that people read, in one place, so that translations can follow. Pages add their part in a file of their own beside them and
// join it here; a text with parts is a function, so that a translation may put them in another order.
import { clipsTexts } from '../features/clips/texts';
import { deskTexts } from '../features/desk/texts';
import { helpTexts } from '../features/help/texts';
import { homeTexts } from '../features/home/texts';
import { libraryTexts } from '../features/library/texts';
import { panelTexts } from '../features/panel/texts';
import { settingsTexts } from '../features/settings/texts';
import { welcomeTexts } from '../features/welcome/texts';

export const texts = {
  app: {
    name: 'ClipshareBox',
    skip: 'Skip to content',
    nav: { label: 'Pages', home: 'Home', library: 'Library', clips: 'Clips', settings: 'Settings', panel: 'Panel', help: 'Help', api: 'API' },
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
    save: 'Save',
    delete: 'Delete',
    more: 'More',
    copy: 'Copy',
    copied: 'Copied',
    copyByHand: 'The browser does not copy for pages on plain http. The text is chosen: press Ctrl+C, or hold it.',
    namesYou: (who: string, text: string) => `${who} names you: ${text}`,
    show: 'Show',
    namedIn: (n: number) => (n === 1 ? 'You are named in 1 new message' : `You are named in ${n} new messages`),
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
    findAt: 'Other devices of this network find the box at:',
    signIn: 'Sign in',
    inviteTitle: 'You are invited',
    inviteText: 'Enter the name by which the team knows you. Whoever has an account here gives its password too.',
    comeIn: 'Come in',
    plex: {
      begin: 'Sign in with Plex',
      how: 'Confirm this code at plex.tv/link, on this or any other device:',
      code: 'The code',
      qr: 'Opens plex.tv/link with the code on a phone',
      here: 'Confirm in this window',
      elsewhere: 'Confirm in another one',
      waiting: 'Waiting for Plex. You come in by yourself.',
      stop: 'Use another way',
      expired: 'The code is over. Begin anew.',
      denied: 'Plex did not let you in: only people with access to this box’s server may enter.',
      demo: 'This is a demo Plex: no real account is asked for.',
    },
  },
  words: {
    now: 'just now',
    minutes: (n: number) => `${n} min ago`,
    hours: (n: number) => `${n} h ago`,
    days: (n: number) => (n === 1 ? 'a day ago' : `${n} days ago`),
  },
  help: helpTexts,
  home: homeTexts,
  library: libraryTexts,
  clips: clipsTexts,
  panel: panelTexts,
  settings: settingsTexts,
  welcome: welcomeTexts,
  desk: deskTexts,
} as const;
