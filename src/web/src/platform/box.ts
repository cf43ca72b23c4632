// The one hub of this page, and what the app knows of the box.
import { effect } from '@preact/signals';
import { Hub } from './hub';
import { browserWorld } from './hubFrames';
import { refresh, state } from './session';

export const hub = new Hub(browserWorld());

hub.onSignedOut = async () => (await refresh()) === 'in' || state.value === 'away';

// Connected while someone is signed in.
effect(() => {
  if (state.value === 'in') hub.open();
  else if (state.value === 'out' || state.value === 'unclaimed') hub.close();
});
