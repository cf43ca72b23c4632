import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Lamp, Menu, MenuItem, useLate, type LampColour } from '../parts';
import { hub } from '../platform/box';
import type { HubState } from '../platform/hubFrames';
import { go, place } from '../platform/router';
import { signOut, user } from '../platform/session';
import { texts } from '../platform/texts';
import { initials } from '../platform/words';

const NAV = [
  { path: '/', text: texts.app.nav.home },
  { path: '/library', text: texts.app.nav.library },
  { path: '/clips', text: texts.app.nav.clips },
  { path: '/panel', text: texts.app.nav.panel },
  { path: '/settings', text: texts.app.nav.settings },
] as const;

/** The frame around a page: where to go, whether the box is there, who I am. */
export function Shell({ children, full }: { readonly children: ComponentChildren; readonly full?: boolean }) {
  useEffect(() => {
    addEventListener('keydown', askForHelp);
    return () => removeEventListener('keydown', askForHelp);
  }, []);
  return (
    <div class={`shell${full ? ' full' : ''}`}>
      <a class="skip" href="#main">{texts.app.skip}</a>
      <header class="bar">
        <a class="brand" href="/"><img src="/icon.svg" alt="" width="22" height="22" /><span>{texts.app.name}</span></a>
        <Navigation />
        <div class="bar-end">
          <Connection />
          {user.value ? (
            <Menu label={<Me name={user.value.name} />}>
              <MenuItem href="/help">{texts.app.nav.help}</MenuItem>
              <MenuItem href="/api-docs">{texts.app.nav.api}</MenuItem>
              <MenuItem onClick={() => void signOut()}>{texts.app.signOut}</MenuItem>
            </Menu>
          ) : <a class="button quiet small" href="/help">{texts.app.nav.help}</a>}
        </div>
      </header>
      <main id="main" tabIndex={-1}>{children}</main>
    </div>
  );
}

// Where it has to be scrolled, the page that is open is in sight.
function Navigation() {
  const list = useRef<HTMLElement>(null);
  const here = NAV.find((entry) => isHere(entry.path))?.path;
  useEffect(() => list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }), [here]);
  return (
    <nav ref={list} aria-label={texts.app.nav.label}>
      {NAV.map((entry) => <a key={entry.path} href={entry.path} aria-current={here === entry.path ? 'page' : undefined}>{entry.text}</a>)}
    </nav>
  );
}

// The first letters where there is no room for the name.
const Me = ({ name }: { readonly name: string }) => <><span class="me" title={name}>{name}</span><span class="face" aria-hidden="true">{initials(name)}</span></>;

// The desk has keys of its own, of which "?" shows the list; that leads on to the help.
function askForHelp(event: KeyboardEvent): void {
  const { target } = event;
  const writes = target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
  if (event.key !== '?' || event.defaultPrevented || writes || place.value.startsWith('/w/') || document.querySelector('dialog[open]')) return;
  event.preventDefault();
  go('/help');
}

const COLOURS: Record<HubState, LampColour> = { connecting: 'off', open: 'green', lost: 'amber', out: 'red' };

/** The line to the box: a lamp, its words, and what waits to be sent. */
export function Connection() {
  const state = hub.state.value;
  const waiting = hub.unanswered.value;
  const late = useLate(waiting > 0 && state === 'open', 500); // answers come within milliseconds
  const text = waiting > 0 && (state !== 'open' || late) ? `${texts.link[state]}, ${texts.link.waiting(waiting)}` : texts.link[state];
  return <span class="connection" role="status" data-state={state}><Lamp colour={COLOURS[state]} blink={state === 'lost'}>{text}</Lamp></span>;
}

const isHere = (path: string): boolean => {
  const here = place.value.split('?')[0] ?? '/';
  return path === '/' ? here === '/' || here.startsWith('/w/') : here === path || here.startsWith(`${path}/`);
};
