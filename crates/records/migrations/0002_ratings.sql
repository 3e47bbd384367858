-- One row for each guide that the person rated: the file is one person's.
create table ratings (
    guide text primary key not null,
    stars integer not null check (stars between 1 and 5),
    -- RFC 3339, UTC: when it was rated last.
    rated_at text not null
) strict;
