-- Says whose file this is: "unhu" in ASCII. Another program's database is left alone.
pragma application_id = 0x756e6875;

-- One row for each session. The columns are for questions; the report is the whole of it.
create table sessions (
    id text primary key not null,
    guide text not null,
    -- RFC 3339, as the page wrote it.
    started_at text not null,
    -- The same as seconds since 1970, whatever its time zone: for the order.
    started_unix_s real not null,
    source text not null,
    ending text not null,
    -- RFC 3339, UTC: when it was saved first.
    saved_at text not null,
    -- JSON, without `session.saved_at`.
    report text not null
) strict;

create index sessions_by_start on sessions (started_unix_s);
