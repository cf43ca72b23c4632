-- Plex servers that are sources: where they were found last, and with whose token the box cuts. Tokens are sealed.
create table plex_servers (
    source_id text primary key references sources (id) on delete cascade,
    address text not null,
    token text not null,
    path_map text not null
);

-- People who signed in with Plex, by Plex's own id: names and mails change.
create table plex_people (
    user_id text primary key references users (id) on delete cascade,
    plex_id bigint not null unique,
    name text not null,
    email text,
    avatar_url text,
    token text not null,
    checked_at_ms bigint not null,
    signed_in_at_ms bigint not null
);
