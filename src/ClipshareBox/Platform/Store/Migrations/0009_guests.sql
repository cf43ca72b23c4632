-- People who came by an invite with nothing but a name: they work where they were invited and open no workspaces of their own.
alter table users add column guest integer not null default 0 check (guest in (0, 1));

-- The accounts there are: who was welcomed by an invite and was given no password is one.
update users set guest = 1 where password_hash is null and id in (select target_id from audit where act = 'user.invited');
