-- A workspace's folder on the share: named once, so that paths which people have set up elsewhere stay.
create table clip_folders (
    workspace_id text primary key,
    name text not null,
    name_key text not null unique
);

-- One clip a bookmark. It outlives its workspace, and a bookmark that went while the clip was to be kept: no foreign keys.
create table clips (
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
create index clips_workspace on clips (workspace_id, number);
create index clips_made on clips (made_at_ms);

-- Files on the share that no clip needs, or that a job is about to make: whatever is left of them is removed.
create table clip_leavings (
    path text primary key,
    clip_id text not null,
    job_id text
);
