-- Where each workspace's deck stands: on a frame of its content, with or without an IN. Movement is not kept.
create table decks (
    workspace_id text primary key references workspaces (id) on delete cascade,
    loaded integer not null check (loaded in (0, 1)),
    frame bigint not null check (frame >= 0),
    mark_in_frame bigint check (mark_in_frame >= 0),
    -- A run of the box counts its changes from here on, so that no number is ever used again.
    next_rev bigint not null check (next_rev >= 1)
);
