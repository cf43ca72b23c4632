-- Sessions that come from one remember-me sign-in share its family, so that a stolen token ends them all.
alter table sign_ins add column family text;
create index sign_ins_family on sign_ins (family);

-- Remember-me tokens: of each only a hash; a used one stays until its end, so that its second use is noticed.
create table remembered (
    id text primary key,
    user_id text not null references users (id) on delete cascade,
    family text not null,
    secret_hash text not null unique,
    created_at_ms bigint not null,
    expires_at_ms bigint not null,
    used_at_ms bigint
);
create index remembered_user on remembered (user_id);
create index remembered_family on remembered (family);

create table invites (
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
create index invites_workspace on invites (workspace_id);

-- Who did what to whom. Names are kept as they were, and outlive their accounts: no foreign keys.
create table audit (
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
create index audit_time on audit (at_ms, id);
