// What the box says of a workspace, as the API spells it.
import type { Rate } from '../../platform/timecode';

export interface Person {
  readonly id: string | null;
  readonly name: string;
}

export interface BookmarkClip {
  readonly state: 'queued' | 'processing' | 'complete' | 'error' | 'cancelled';
  readonly jobId: string | null;
  readonly fileName: string | null;
  readonly sizeBytes: number | null;
  readonly url: string | null;
  /** From job_progress; not part of the bookmark. */
  readonly progressPercent?: number;
  readonly errorText?: string | null;
}

export interface Bookmark {
  readonly id: string;
  readonly number: number;
  readonly workspaceId: string;
  readonly createdBy: Person | null;
  readonly label: string;
  readonly publicNotes: string;
  readonly privateNotes: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly startFrame: number;
  readonly endFrame: number;
  readonly timecode: { readonly in: string; readonly out: string };
  readonly colour: string | null;
  readonly rating: number;
  readonly tags: readonly string[];
  readonly rev: number;
  readonly lockedBy: string | null;
  readonly lockedAt: string | null;
  readonly clip: BookmarkClip | null;
  readonly origin: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** Fields that people change. */
export interface BookmarkChange {
  readonly startMs?: number;
  readonly endMs?: number;
  readonly label?: string;
  readonly publicNotes?: string;
  readonly privateNotes?: string;
  readonly colour?: string;
  readonly rating?: number;
  readonly tags?: readonly string[];
}

/** A field that two people changed, each in his own way; values as texts, tags one a line. */
export interface FieldClash {
  readonly field: keyof BookmarkChange;
  readonly before: string | null;
  readonly yours: string;
  readonly theirs: string;
}

export interface DeckState {
  readonly rev: number;
  readonly contentKey: string;
  readonly state: 'stopped' | 'paused' | 'playing' | 'shuttling';
  readonly speed: number;
  readonly positionMs: number;
  readonly positionFrame: number;
  readonly atServerMs: number;
  readonly durationMs: number;
  readonly frameRate: Rate;
  readonly markInMs?: number;
  readonly markOutMs?: number;
  readonly followers: number;
  readonly lead: Person | null;
  readonly bookmark?: Bookmark;
}

export interface Workspace {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly contentKey: string;
  readonly autoCut: boolean;
  readonly handlesMs: number;
  readonly rev: number;
  readonly bookmarkCount: number;
  readonly role: 'producer' | 'collaborator' | null;
  readonly permissions: readonly string[];
}

export interface Clip {
  readonly id: string;
  readonly bookmarkId: string;
  readonly state: BookmarkClip['state'];
  readonly jobId: string;
  readonly errorText: string | null;
  readonly fileName: string | null;
  readonly path: string | null;
  readonly sizeBytes: number | null;
  readonly url: string | null;
  readonly playoutUrl: string | null;
}

export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly state: BookmarkClip['state'];
  readonly progressPercent: number;
  readonly errorText?: string | null;
  readonly bookmarkId?: string | null;
}

export interface PresentMember {
  readonly user: Person;
  readonly connections: number;
  readonly following: boolean;
}

/** Somebody named in a text: where, in UTF-16 units, with the @. */
export interface Mention {
  readonly user: Person;
  readonly start: number;
  readonly length: number;
}

export interface ChatMessage {
  readonly id: string;
  readonly user: Person;
  readonly text: string;
  readonly createdAt: string;
  /** The bookmark that it is about, also after that was deleted. */
  readonly bookmarkId: string | null;
  readonly bookmarkNumber: number | null;
  readonly replyTo: string | null;
  /** The beginning of what it answers. */
  readonly quote: { readonly user: Person; readonly text: string } | null;
  readonly mentions: readonly Mention[];
}

/** How much was said about a bookmark. */
export interface ChatThread {
  readonly bookmarkId: string;
  readonly bookmarkNumber: number;
  readonly messageCount: number;
}

export interface MediaDetails {
  readonly contentKey: string;
  readonly title: string;
  readonly year: number | null;
  readonly durationMs: number | null;
  readonly frameRate: Rate | null;
  readonly variableRate?: boolean | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly startTimecode: string | null;
  readonly chapters: readonly { readonly startMs: number; readonly endMs: number; readonly title: string | null }[];
  readonly available: boolean;
  readonly fault: string | null;
}

/** Somebody else's playhead and pointer; `at` by this page's clock. */
export interface Cursor {
  readonly user: Person;
  readonly connectionId: string;
  readonly positionMs: number | null;
  readonly at: number;
  /** Where he points, in parts of the picture's width and height; null when he doesn't. */
  readonly point: { readonly x: number; readonly y: number; readonly at: number } | null;
}

/** What a `cursor_position` of the hub has; a message tells the playhead, the pointer or both. */
export interface CursorShown {
  readonly user: Person;
  readonly connectionId: string;
  readonly positionMs?: number | null;
  readonly x?: number | null;
  readonly y?: number | null;
}

export interface Typing {
  readonly user: Person;
  readonly connectionId: string;
  readonly bookmarkId: string | null;
  readonly field: string | null;
  readonly at: number;
}
