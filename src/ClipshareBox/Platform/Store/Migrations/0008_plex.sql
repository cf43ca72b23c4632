-- Plex servers that are sources: where they were found last, and with whose token the box cuts. Tokens are sealed.
create table plex_servers (
    source_id text primary key references sources (id) on delete cascade,
    address text not null,
    token text not null,
    path_map text not null
);

-- People who signed in with Plex, by Plex's own id: names and mails change. linked: the account was there before. token: sealed, with the key that
-- renews it and the tokens of servers; empty where the box has none (any more).
create table plex_people (
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

alter table users add column avatar_url text;

-- Who vouched at the sign-in: the box itself, or Plex; sessions that Plex vouched for end with the right there.
alter table sign_ins add column origin text not null default 'box' check (origin in ('box', 'plex'));
alter table remembered add column origin text not null default 'box' check (origin in ('box', 'plex'));
