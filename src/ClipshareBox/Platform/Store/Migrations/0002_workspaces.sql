create table workspaces (
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

create table members (
    workspace_id text not null references workspaces (id) on delete cascade,
    user_id text not null references users (id) on delete cascade,
    role text not null check (role in ('producer', 'collaborator')),
    added_at_ms bigint not null,
    primary key (workspace_id, user_id)
);
create index members_user on members (user_id);

-- The frames are the truth, on the rate of the content; the milliseconds are those that were asked for.
create table bookmarks (
    id text primary key,
    workspace_id text not null references workspaces (id) on delete cascade,
    number integer not null check (number >= 1),
    created_by text references users (id) on delete set null,
    created_by_name text not null,
    label text not null check (length(label) <= 200),
    public_notes text not null,
    private_notes text not null,
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
    field_revs text not null,
    locked_by text references users (id) on delete set null,
    locked_at_ms bigint,
    created_at_ms bigint not null,
    updated_at_ms bigint not null,
    check (end_ms > start_ms),
    check (end_frame > start_frame),
    unique (workspace_id, number)
);
create index bookmarks_order on bookmarks (workspace_id, start_ms, number);
