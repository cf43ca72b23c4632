-- What is said about a bookmark, answers, and who was named. No foreign keys here: messages go with their workspace only, and what was said about a
-- bookmark that was deleted stays readable, under the number that it had, and belongs to it again when the deletion is taken back.
alter table messages add column bookmark_id text;
alter table messages add column bookmark_number bigint;
alter table messages add column reply_to text;
create index messages_thread on messages (workspace_id, bookmark_id, number) where bookmark_id is not null;

-- Who is named where in a message: by account, so that whoever is renamed stays named.
create table mentions (
    message_id text not null references messages (id) on delete cascade,
    -- In characters of the text as .NET and JavaScript count them; the '@' is the first.
    start_at bigint not null check (start_at >= 0),
    length bigint not null check (length >= 2),
    user_id text not null references users (id) on delete cascade,
    -- Null until the one who is named has seen it.
    read_at_ms bigint,
    primary key (message_id, start_at)
);
create index mentions_unread on mentions (user_id) where read_at_ms is null;
