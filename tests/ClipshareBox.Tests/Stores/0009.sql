BEGIN TRANSACTION;
CREATE TABLE audit (
    id text primary key,
    at_ms bigint not null,
    act text not null,
    actor_id text,
    actor_name text,
    target_id text,
    target_name text,
    workspace_id text,
    detail text
);
INSERT INTO "audit" VALUES('a1',1,'claim',NULL,NULL,'u1','owner',NULL,'admin');
CREATE TABLE bookmark_edits (
    workspace_id text not null references workspaces (id) on delete cascade,
    number bigint not null check (number >= 1),
    -- No foreign key: a deletion can be taken back too.
    bookmark_id text not null,
    rev bigint not null check (rev >= 1),
    kind text not null check (kind in ('created', 'changed', 'deleted')),
    user_id text references users (id) on delete set null,
    before text not null,
    undone integer not null check (undone in (0, 1)),
    at_ms bigint not null,
    primary key (workspace_id, number),
    unique (bookmark_id, rev)
);
INSERT INTO "bookmark_edits" VALUES('w1',1,'b1',1,'created','u1','{}',0,1);
CREATE TABLE bookmarks (
    id text primary key,
    workspace_id text not null references workspaces (id) on delete cascade,
    number integer not null check (number >= 1),
    created_by text references users (id) on delete set null,
    created_by_name text not null,
    label text not null check (length(label) <= 200),
    public_notes text not null,
    start_ms bigint not null check (start_ms >= 0),
    end_ms bigint not null,
    start_frame bigint not null check (start_frame >= 0),
    end_frame bigint not null,
    rate_num bigint not null check (rate_num > 0),
    rate_den bigint not null check (rate_den > 0),
    colour text,
    rating integer not null check (rating between 0 and 5),
    tags text not null,
    origin text not null check (origin in ('web', 'panel', 'mqtt', 'api')),
    rev bigint not null check (rev >= 1),
    locked_by text references users (id) on delete set null,
    locked_at_ms bigint,
    created_at_ms bigint not null,
    updated_at_ms bigint not null,
    check (end_ms > start_ms),
    check (end_frame > start_frame),
    unique (workspace_id, number)
);
INSERT INTO "bookmarks" VALUES('b1','w1',1,'u1','owner','Goal','',0,1000,0,25,25,1,NULL,0,'','web',1,NULL,NULL,1,1);
CREATE TABLE clip_folders (
    workspace_id text primary key,
    name text not null,
    name_key text not null unique
);
INSERT INTO "clip_folders" VALUES('w1','Room','ROOM');
CREATE TABLE clip_leavings (
    path text primary key,
    clip_id text not null,
    job_id text
);
CREATE TABLE clips (
    id text primary key,
    workspace_id text not null,
    bookmark_id text not null unique,
    number integer not null check (number >= 1),
    label text not null,
    name text check (length(name) between 1 and 200),
    keep integer not null default 0 check (keep in (0, 1)),
    profile text not null,
    -- The job that makes it or made it last, and whether that one has stored its clip.
    job_id text not null,
    made integer not null default 0 check (made in (0, 1)),
    -- The file as it lies on the share; null before the first one, and when it is gone.
    folder text,
    file_name text,
    start_ms bigint,
    end_ms bigint,
    handles_ms integer,
    rate_num bigint,
    rate_den bigint,
    size_bytes bigint check (size_bytes >= 0),
    report text,
    playout text not null default 'same' check (playout in ('same', 'wanted', 'ready')),
    rev bigint not null default 1 check (rev >= 1),
    created_at_ms bigint not null,
    updated_at_ms bigint not null,
    made_at_ms bigint,
    gone_at_ms bigint,
    check ((file_name is null) = (report is null))
);
INSERT INTO "clips" VALUES('c1','w1','b1',1,'Goal',NULL,0,'exact','j1',0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'same',1,1,1,NULL,NULL);
CREATE TABLE contents (
    content_key text primary key,
    source_id text not null references sources (id) on delete cascade,
    folder text not null,
    name text not null,
    library text not null,
    title text not null,
    title_key text not null,
    search_key text not null,
    year integer,
    size_bytes bigint not null check (size_bytes >= 0),
    changed_at bigint not null,
    state text not null check (state in ('waiting', 'ready', 'faulty')),
    due_at_ms bigint not null,
    tries integer not null default 0 check (tries >= 0),
    duration_ms bigint check (duration_ms >= 0),
    info text,
    fault text,
    added_at_ms bigint not null,
    away_at_ms bigint,
    unique (source_id, folder, name),
    check (state <> 'ready' or info is not null),
    check (state <> 'faulty' or fault is not null)
);
INSERT INTO "contents" VALUES('k1','s1','','Film.mp4','','Film','film','film.mp4',NULL,0,1,'faulty',1,0,NULL,NULL,'The file is empty.',1,NULL);
CREATE TABLE decks (
    workspace_id text primary key references workspaces (id) on delete cascade,
    loaded integer not null check (loaded in (0, 1)),
    frame bigint not null check (frame >= 0),
    mark_in_frame bigint check (mark_in_frame >= 0),
    -- A run of the box counts its changes from here on, so that no number is ever used again.
    next_rev bigint not null check (next_rev >= 1)
);
INSERT INTO "decks" VALUES('w1',1,12,3,7);
CREATE TABLE hub_rooms (
    workspace_id text primary key,
    reserved bigint not null check (reserved >= 0)
);
CREATE TABLE invites (
    id text primary key,
    workspace_id text not null references workspaces (id) on delete cascade,
    role text not null check (role in ('producer', 'collaborator')),
    secret_hash text not null unique,
    created_by text references users (id) on delete set null,
    created_at_ms bigint not null,
    expires_at_ms bigint,
    max_uses integer check (max_uses >= 1),
    uses integer not null default 0 check (uses >= 0),
    check (max_uses is null or uses <= max_uses)
);
INSERT INTO "invites" VALUES('i1','w1','collaborator','h3','u1',1,NULL,5,1);
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
CREATE TABLE members (
    workspace_id text not null references workspaces (id) on delete cascade,
    user_id text not null references users (id) on delete cascade,
    role text not null check (role in ('producer', 'collaborator')),
    added_at_ms bigint not null,
    primary key (workspace_id, user_id)
);
INSERT INTO "members" VALUES('w1','u1','producer',1);
CREATE TABLE messages (
    id text primary key,
    workspace_id text not null references workspaces (id) on delete cascade,
    number bigint not null check (number >= 1),
    user_id text references users (id) on delete set null,
    user_name text not null,
    text text not null check (length(text) between 1 and 4000),
    created_at_ms bigint not null,
    unique (workspace_id, number)
);
INSERT INTO "messages" VALUES('m1','w1',1,'u1','owner','Look at 001 @owner',1);
CREATE TABLE plex_people (
    user_id text primary key references users (id) on delete cascade,
    plex_id bigint not null unique,
    name text not null,
    email text,
    avatar_url text,
    token text not null,
    linked integer not null check (linked in (0, 1)),
    checked_at_ms bigint not null,
    signed_in_at_ms bigint not null
);
INSERT INTO "plex_people" VALUES('u1',7,'Owner',NULL,NULL,'',1,1,1);
CREATE TABLE plex_servers (
    source_id text primary key references sources (id) on delete cascade,
    address text not null,
    token text not null,
    path_map text not null
);
CREATE TABLE private_notes (
    bookmark_id text not null references bookmarks (id) on delete cascade,
    user_id text not null references users (id) on delete cascade,
    notes text not null,
    primary key (bookmark_id, user_id)
);
INSERT INTO "private_notes" VALUES('b1','u1','mine alone');
CREATE TABLE remembered (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    family text not null,
    secret_hash text not null unique,
    created_at_ms bigint not null,
    expires_at_ms bigint not null,
    used_at_ms bigint
, origin text not null default 'box' check (origin in ('box', 'plex')));
INSERT INTO "remembered" VALUES('r1','u1','f1','h2',1,9999999999999,NULL,'box');
CREATE TABLE schema_migrations (number integer primary key, name text not null);
INSERT INTO "schema_migrations" VALUES(1,'0001_platform');
INSERT INTO "schema_migrations" VALUES(2,'0002_workspaces');
INSERT INTO "schema_migrations" VALUES(3,'0003_sources');
INSERT INTO "schema_migrations" VALUES(4,'0004_clips');
INSERT INTO "schema_migrations" VALUES(5,'0005_decks');
INSERT INTO "schema_migrations" VALUES(6,'0006_people');
INSERT INTO "schema_migrations" VALUES(7,'0007_together');
INSERT INTO "schema_migrations" VALUES(8,'0008_plex');
INSERT INTO "schema_migrations" VALUES(9,'0009_guests');
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
, family text, origin text not null default 'box' check (origin in ('box', 'plex')));
INSERT INTO "sign_ins" VALUES('t1','u1','session','h1','browser','',1,9999999999999,'f1','box');
CREATE TABLE sources (
    id text primary key,
    kind text not null check (kind in ('folder', 'plex')),
    name text not null check (length(name) between 1 and 100),
    place text not null check (length(place) between 1 and 4096),
    created_at_ms bigint not null,
    removed_at_ms bigint,
    unique (kind, place)
);
INSERT INTO "sources" VALUES('s1','folder','Films','/media/films',1,NULL);
CREATE TABLE users (
    id text primary key,
    name text not null check (length(name) between 1 and 64),
    name_key text not null unique,
    password_hash text,
    role text not null check (role in ('admin', 'user')),
    disabled integer not null default 0 check (disabled in (0, 1)),
    created_at_ms bigint not null
, avatar_url text, guest integer not null default 0 check (guest in (0, 1)));
INSERT INTO "users" VALUES('u1','owner','OWNER','x','admin',0,1,NULL,0);
CREATE TABLE workspaces (
    id text primary key,
    title text not null check (length(title) between 1 and 200),
    description text not null,
    content_key text not null,
    auto_cut integer not null check (auto_cut in (0, 1)),
    handles_ms integer not null check (handles_ms between 0 and 60000),
    next_number integer not null default 1 check (next_number >= 1),
    rev bigint not null check (rev >= 1),
    created_by text references users (id) on delete set null,
    created_at_ms bigint not null,
    updated_at_ms bigint not null
);
INSERT INTO "workspaces" VALUES('w1','Room','','k1',1,0,1,1,'u1',1,1);
CREATE INDEX jobs_waiting on jobs (state, due_at_ms);
CREATE INDEX jobs_bookmark on jobs (bookmark_id);
CREATE INDEX sign_ins_user on sign_ins (user_id);
CREATE INDEX members_user on members (user_id);
CREATE INDEX bookmarks_order on bookmarks (workspace_id, start_ms, number);
CREATE INDEX contents_title on contents (source_id, title_key, content_key, away_at_ms);
CREATE INDEX contents_library on contents (source_id, library, title_key, content_key, away_at_ms);
CREATE INDEX contents_due on contents (due_at_ms, source_id) where state = 'waiting';
CREATE INDEX clips_workspace on clips (workspace_id, number);
CREATE INDEX clips_made on clips (made_at_ms);
CREATE INDEX sign_ins_family on sign_ins (family);
CREATE INDEX remembered_user on remembered (user_id);
CREATE INDEX remembered_family on remembered (family);
CREATE INDEX invites_workspace on invites (workspace_id);
CREATE INDEX audit_time on audit (at_ms, id);
CREATE INDEX bookmark_edits_author on bookmark_edits (workspace_id, user_id, undone, number);
CREATE INDEX bookmarks_locked on bookmarks (locked_by) where locked_by is not null;
CREATE INDEX contents_stamp on contents (source_id, size_bytes, changed_at);
COMMIT;
