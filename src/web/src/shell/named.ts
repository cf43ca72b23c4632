// Whoever is named in a chat hears of it on every page; where that chat is before his eyes, it says so itself.
import { effect } from '@preact/signals';
import { toast } from '../parts';
import { namedNow, reading } from '../platform/mentions';
import { go } from '../platform/router';
import { texts } from '../platform/texts';

const LONGEST = 160;

effect(() => {
  const message = namedNow.value;
  const read = reading.peek();
  if (!message || (read?.workspaceId === message.workspaceId && (read.bookmarkId ?? message.bookmarkId) === message.bookmarkId)) return;
  const text = message.text.length > LONGEST ? `${message.text.slice(0, LONGEST)}…` : message.text;
  toast({
    text: texts.app.namesYou(message.user.name, text),
    act: { label: texts.app.show, run: () => go(`/w/${encodeURIComponent(message.workspaceId)}?message=${encodeURIComponent(message.id)}`) },
  });
});
