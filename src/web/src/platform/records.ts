// What the API answers, as far as more than one page reads it; the whole is in /openapi/v1.json.

export interface Named {
  readonly id: string | null;
  readonly name: string;
}

export interface Workspace {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly contentKey: string;
  readonly rev: number;
  readonly bookmarkCount: number;
  readonly role: 'producer' | 'collaborator' | null;
  readonly permissions: readonly string[];
  readonly updatedAt: string;
}

export interface Presence {
  readonly workspaceId: string;
  readonly members: readonly { readonly user: Named; readonly connections: number; readonly following: boolean }[];
}

export type JobState = 'queued' | 'processing' | 'complete' | 'error' | 'cancelled';

export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly state: JobState;
  readonly progressPercent: number;
  readonly attempts: number;
  readonly errorText: string | null;
  readonly workspaceId: string | null;
  readonly bookmarkId: string | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

export interface ClipReport {
  readonly mode: 'smart' | 'edit-list' | 'copy' | 'encode';
  readonly fallbackReason: string | null;
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly frames: number;
  readonly copiedFrames: number;
  readonly encodedFrames: number;
  readonly wallMs: number;
  readonly sourceBytesRead: number;
  readonly verified: boolean;
  readonly encoder: string | null;
}

export interface Clip {
  readonly id: string;
  readonly bookmarkId: string;
  readonly workspaceId: string;
  readonly number: number;
  readonly label: string;
  readonly name: string | null;
  readonly keep: boolean;
  readonly profile: string;
  readonly state: JobState;
  readonly jobId: string;
  readonly errorText: string | null;
  readonly fileName: string | null;
  /** From the root of the share, with '/'. */
  readonly path: string | null;
  readonly sizeBytes: number | null;
  readonly durationMs: number | null;
  readonly frameRate: { readonly num: number; readonly den: number } | null;
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly url: string | null;
  readonly playoutUrl: string | null;
  readonly posterUrl: string | null;
  readonly report: ClipReport | null;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface Source {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly path: string;
  readonly state: 'indexing' | 'ready' | 'away';
  readonly watched: boolean;
  readonly fault: string | null;
  readonly itemCount: number;
  readonly waitingCount: number;
  readonly indexedAt: string | null;
}

export interface MediaItem {
  readonly key: string;
  /** Null for what only holds others: a show, a season, a list. */
  readonly contentKey: string | null;
  /** Under which those others are listed; null for films. */
  readonly libraryKey: string | null;
  readonly sourceId: string;
  readonly title: string;
  readonly year: number | null;
  readonly type: string;
  readonly folder: string;
  readonly durationMs: number | null;
  readonly sizeBytes: number;
  readonly posterUrl: string | null;
  readonly fault: string | null;
}

export interface Share {
  readonly state: 'starting' | 'running' | 'degraded' | 'stopped' | 'external';
  /** smb://host/clips, for macOS and Linux. */
  readonly address: string;
  /** \\host\clips, for Windows. */
  readonly path: string;
  readonly access: 'guest' | 'password';
  readonly userName: string | null;
  readonly error: string | null;
}

export interface BoxStatus {
  readonly services: readonly { readonly name: string; readonly state: 'ok' | 'degraded' | 'down'; readonly detail: string }[];
  readonly latencies: { readonly requests: number; readonly p50Ms: number | null; readonly p95Ms: number | null; readonly p99Ms: number | null };
  readonly cacheHitRate: number | null;
  readonly queue: Readonly<Record<JobState, number>>;
  readonly hub: { readonly clients: number; readonly waitingFrames: number; readonly sentFrames: number; readonly droppedClients: number };
  readonly disk: readonly { readonly name: string; readonly freeBytes: number; readonly totalBytes: number }[];
  readonly temperature: readonly { readonly name: string; readonly celsius: number }[];
  readonly process: { readonly residentBytes: number; readonly cpuSeconds: number; readonly toolCpuSeconds: number };
}

/** Address of a picture of a content, for cards. */
export const posterOf = (contentKey: string, ms: number): string =>
  `/api/media/${encodeURIComponent(contentKey)}/frame.jpg?ms=${ms}&height=360`;
