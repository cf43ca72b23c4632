-- Where content comes from. A removed source stays, so that what was made from it keeps its names and comes back with it.
create table sources (
    id text primary key,
    kind text not null check (kind in ('folder', 'plex')),
    name text not null check (length(name) between 1 and 100),
    place text not null check (length(place) between 1 and 4096),
    created_at_ms bigint not null,
    removed_at_ms bigint,
    unique (kind, place)
);

-- One row a content, by the folder and name it has in its source; changed_at counts 100 ns since the year 1.
create table contents (
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
create index contents_title on contents (source_id, title_key, content_key, away_at_ms);
create index contents_library on contents (source_id, library, title_key, content_key, away_at_ms);
create index contents_due on contents (due_at_ms, source_id) where state = 'waiting';
