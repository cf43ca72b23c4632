// The box's HTTP API: the envelope of its answers, and its refusals as one error type.

/** A code of the contract, or NETWORK where no answer came. */
export type ErrorCode =
  | 'VALIDATION_ERROR' | 'AUTHENTICATION_ERROR' | 'PERMISSION_DENIED' | 'NOT_FOUND' | 'CONFLICT' | 'LOCKED' | 'FILE_TOO_LARGE'
  | 'INVALID_FILE_FORMAT' | 'RATE_LIMIT_EXCEEDED' | 'INTERNAL_ERROR' | 'PLEX_CONNECTION_ERROR' | 'SERVICE_UNAVAILABLE'
  | 'STORAGE_QUOTA_EXCEEDED' | 'PROCESSING_FAILED' | 'NETWORK';

export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** A refusal of the box, over HTTP or the hub; its message is written for people. */
export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: unknown = undefined,
    readonly status = 0,
    readonly requestId: string | undefined = undefined,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** What is wrong with each field; empty where the refusal is of another kind. */
  get fields(): readonly FieldFault[] {
    return this.code === 'VALIDATION_ERROR' && Array.isArray(this.details) ? (this.details as FieldFault[]) : [];
  }

  /** What is wrong with one field, for the place beside it. */
  fieldMessage(field: string): string | undefined {
    return this.fields.find((fault) => fault.field === field)?.message;
  }
}

export interface Pagination {
  readonly offset: number;
  readonly limit: number;
  readonly total: number;
}

export interface Meta {
  readonly timestamp: string;
  readonly requestId: string;
  readonly pagination?: Pagination;
  readonly degraded?: boolean;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  /** True when a service is down and this is the last known good copy. */
  readonly degraded: boolean;
}

type Query = Record<string, string | number | boolean | undefined | null>;

interface Ask {
  readonly body?: unknown;
  readonly query?: Query;
  readonly signal?: AbortSignal;
}

const listeners = new Set<(error: ApiError) => void>();

/** Hears of each 401, so that the session can look for itself; returns how to stop. */
export function onSignedOut(listener: (error: ApiError) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) => call<T>('GET', path, { query, signal }).then((a) => a.data),
  post: <T>(path: string, body: unknown = {}, signal?: AbortSignal) => call<T>('POST', path, { body, signal }).then((a) => a.data),
  put: <T>(path: string, body: unknown, signal?: AbortSignal) => call<T>('PUT', path, { body, signal }).then((a) => a.data),
  patch: <T>(path: string, body: unknown, signal?: AbortSignal) => call<T>('PATCH', path, { body, signal }).then((a) => a.data),
  delete: (path: string, signal?: AbortSignal) => call<void>('DELETE', path, { signal }).then(() => undefined),
  /** A part of a list with its whole length. */
  page: async <T>(path: string, query?: Query, signal?: AbortSignal): Promise<Page<T>> => {
    const { data, meta } = await call<readonly T[]>('GET', path, { query, signal });
    return { items: data, total: meta?.pagination?.total ?? data.length, degraded: meta?.degraded === true };
  },
};

/** True for what a call throws when it was aborted: nothing to tell anybody. */
export const isAborted = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** Whatever was thrown, as something to be shown. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError('INTERNAL_ERROR', error instanceof Error ? error.message : String(error));
}

/** An address with its query; what is undefined, null or empty is left out. */
export function address(path: string, query: Query = {}): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return parts.length === 0 ? path : `${path}${path.includes('?') ? '&' : '?'}${parts.join('&')}`;
}

async function call<T>(method: string, path: string, { body, query, signal }: Ask): Promise<{ data: T; meta?: Meta }> {
  let answer: Response;
  try {
    answer = await fetch(address(path, query), {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      signal,
    });
  } catch (error) {
    if (isAborted(error)) throw error;
    throw new ApiError('NETWORK', 'The box does not answer. Check that it is switched on and that this device is in its network.');
  }
  const said = await read(answer);
  if (answer.ok) return { data: said.data as T, meta: said.meta };
  const refusal = new ApiError(
    said.error?.code ?? 'INTERNAL_ERROR',
    said.error?.message ?? `The box answered ${answer.status}.`,
    said.error?.details,
    answer.status,
    said.meta?.requestId,
  );
  if (answer.status === 401) for (const listener of listeners) listener(refusal);
  throw refusal;
}

interface Envelope {
  readonly data?: unknown;
  readonly meta?: Meta;
  readonly error?: { code: ErrorCode; message: string; details?: unknown };
}

async function read(answer: Response): Promise<Envelope> {
  if (answer.status === 204) return {};
  try {
    return (await answer.json()) as Envelope;
  } catch {
    return {}; // a proxy's page, or a connection that broke in the middle
  }
}
