-- Tables of the platform and of accounts. Times are Unix milliseconds; ids are UUIDs of version 7 as 32 hex digits.
create table settings (
    name text primary key,
    value text not null
);

create table hub_rooms (
    workspace_id text primary key,
    reserved bigint not null check (reserved >= 0)
);

create table jobs (
    id text primary key,
    kind text not null,
    state text not null check (state in ('queued', 'processing', 'complete', 'error', 'cancelled')),
    progress_percent integer not null check (progress_percent between 0 and 100),
    attempts integer not null check (attempts >= 0),
    error_text text,
    workspace_id text,
    bookmark_id text,
    created_at_ms bigint not null,
    due_at_ms bigint not null,
    started_at_ms bigint,
    finished_at_ms bigint,
    payload text not null,
    priority integer not null
);
create index jobs_waiting on jobs (state, due_at_ms);
create index jobs_bookmark on jobs (bookmark_id);

create table users (
    id text primary key,
    name text not null check (length(name) between 1 and 64),
    name_key text not null unique,
    password_hash text,
    role text not null check (role in ('admin', 'user')),
    disabled integer not null default 0 check (disabled in (0, 1)),
    created_at_ms bigint not null
);

-- Sessions of browsers and tokens of programs; of both only a hash is kept.
create table sign_ins (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    kind text not null check (kind in ('session', 'token')),
    secret_hash text not null unique,
    name text not null,
    scopes text not null,
    created_at_ms bigint not null,
    expires_at_ms bigint
);
create index sign_ins_user on sign_ins (user_id);
