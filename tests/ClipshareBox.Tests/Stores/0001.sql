BEGIN TRANSACTION;
CREATE TABLE hub_rooms (
    workspace_id text primary key,
    reserved bigint not null check (reserved >= 0)
);
CREATE TABLE jobs (
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
CREATE TABLE schema_migrations (number integer primary key, name text not null);
INSERT INTO "schema_migrations" VALUES(1,'0001_platform');
CREATE TABLE settings (
    name text primary key,
    value text not null
);
CREATE TABLE sign_ins (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    kind text not null check (kind in ('session', 'token')),
    secret_hash text not null unique,
    name text not null,
    scopes text not null,
    created_at_ms bigint not null,
    expires_at_ms bigint
);
CREATE TABLE users (
    id text primary key,
    name text not null check (length(name) between 1 and 64),
    name_key text not null unique,
    password_hash text,
    role text not null check (role in ('admin', 'user')),
    disabled integer not null default 0 check (disabled in (0, 1)),
    created_at_ms bigint not null
);
INSERT INTO "users" VALUES('u1','owner','OWNER','x','admin',0,1);
CREATE INDEX jobs_waiting on jobs (state, due_at_ms);
CREATE INDEX jobs_bookmark on jobs (bookmark_id);
CREATE INDEX sign_ins_user on sign_ins (user_id);
COMMIT;
