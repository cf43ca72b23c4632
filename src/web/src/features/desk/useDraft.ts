// A text that is being written: shown at once, sent when the fingers rest, merged with what others write meanwhile.
import { useEffect, useRef, useState } from 'preact/hooks';
import { asApiError } from '../../platform/api';
import { refuse, useDesk } from './parts';
import { rebase } from './rebase';
import type { Bookmark, BookmarkChange } from './types';

const RESTS_MS = 500;
const SAY_AGAIN_MS = 2500;

type TextField = 'label' | 'publicNotes' | 'privateNotes' | 'tags';

interface Draft {
  readonly value: string;
  readonly dirty: boolean;
  readonly onInput: (value: string) => void;
  readonly onBlur: () => void;
}

/** The text of a field of a bookmark. */
export function useDraft(mark: Bookmark, field: TextField): Draft {
  const { room } = useDesk();
  const stands = textOf(room.marks.known(mark.id) ?? mark, field);
  const [typed, setTyped] = useState<string | null>(null);
  const state = useRef({ typed: null as string | null, base: { text: stands, rev: mark.rev }, sending: false, timer: 0, told: 0, gone: false });
  const s = state.current;

  const put = (text: string | null): void => {
    s.typed = text;
    if (!s.gone) setTyped(text);
  };
  const send = async (): Promise<void> => {
    clearTimeout(s.timer);
    if (s.typed === null || s.sending) return;
    const sent = s.typed;
    if (sent === s.base.text) return finish(sent);
    s.sending = true;
    try {
      const now = await room.edit(mark.id, changeOf(field, sent), s.base.rev);
      const stood = now ? textOf(now, field) : sent;
      const merged = stood === tidy(field, sent) ? sent : stood; // the box took off spaces at the ends, which may be on their way to a word
      s.base = { text: merged, rev: now?.rev ?? room.marks.known(mark.id)?.rev ?? s.base.rev };
      put(s.typed === null ? null : rebase(sent, s.typed, merged));
      finish(merged);
    } catch (error) {
      refuse(asApiError(error));
      put(null);
    } finally {
      s.sending = false;
      if (s.typed !== null && s.typed !== s.base.text) s.timer = window.setTimeout(() => void send(), RESTS_MS);
    }
  };
  // What was saved is what the box says from now on.
  const finish = (saved: string): void => {
    if (s.typed === saved && saved === tidy(field, saved)) put(null);
    room.tell('user_typing', { typing: false, bookmarkId: mark.id, field });
    s.told = 0;
  };
  useEffect(() => () => {
    s.gone = true;
    void send(); // what was typed last goes along when another bookmark is opened
  }, []);
  return {
    value: typed ?? stands,
    dirty: typed !== null && tidy(field, typed) !== stands,
    onInput: (value) => {
      if (s.typed === null) s.base = { text: stands, rev: room.marks.known(mark.id)?.rev ?? mark.rev };
      put(value);
      clearTimeout(s.timer);
      s.timer = window.setTimeout(() => void send(), RESTS_MS);
      const now = performance.now();
      if (now - s.told > SAY_AGAIN_MS) {
        s.told = now;
        room.tell('user_typing', { typing: true, bookmarkId: mark.id, field });
      }
    },
    onBlur: () => {
      if (s.typed !== null && !s.sending && tidy(field, s.typed) === tidy(field, s.base.text)) put(null);
      void send();
    },
  };
}

const textOf = (mark: Bookmark, field: TextField): string => (field === 'tags' ? mark.tags.join(', ') : mark[field]);

/** As the box will keep it. */
const tidy = (field: TextField, text: string): string => (field === 'tags' ? tagsOf(text).join(', ') : text.trim());

const tagsOf = (text: string): string[] => [...new Set(text.split(',').map((tag) => tag.trim()).filter(Boolean))];

function changeOf(field: TextField, text: string): BookmarkChange {
  return field === 'tags' ? { tags: tagsOf(text) } : { [field]: text };
}
