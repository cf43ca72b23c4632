-- What the members of a workspace write together. Every edit of a bookmark is kept with what it replaced: two edits of one revision
-- are merged by it, and its author can take it back.
create table bookmark_edits (
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
create index bookmark_edits_author on bookmark_edits (workspace_id, user_id, undone, number);

-- Each member's own notes on a bookmark; nobody else ever sees them.
create table private_notes (
    bookmark_id text not null references bookmarks (id) on delete cascade,
    user_id text not null references users (id) on delete cascade,
    notes text not null,
    primary key (bookmark_id, user_id)
);
insert into private_notes (bookmark_id, user_id, notes)
    select id, created_by, private_notes from bookmarks where created_by is not null and private_notes <> '';
alter table bookmarks drop column private_notes;
alter table bookmarks drop column field_revs;
create index bookmarks_locked on bookmarks (locked_by) where locked_by is not null;

create table messages (
    id text primary key,
    workspace_id text not null references workspaces (id) on delete cascade,
    number bigint not null check (number >= 1),
    user_id text references users (id) on delete set null,
    user_name text not null,
    text text not null check (length(text) between 1 and 4000),
    created_at_ms bigint not null,
    unique (workspace_id, number)
);

-- A file that was renamed or moved is found again by what a rename leaves as it is.
create index contents_stamp on contents (source_id, size_bytes, changed_at);
