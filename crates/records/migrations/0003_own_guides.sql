-- One row for each guide that the person wrote.
create table own_guides (
    -- Small letters, digits and hyphens.
    name text primary key not null,
    -- Rises with every change: who changes an older one is told so.
    version integer not null,
    -- RFC 3339, UTC: when it was changed last.
    changed_at text not null,
    -- Markdown, as it was written; it may have mistakes.
    text text not null
) strict;
