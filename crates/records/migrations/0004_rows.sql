-- What a report says, in columns: a year is looked at without reading its reports. The report stays the whole of it; these
-- are written with it, and are null where it can't be read, or where a program that did not know them wrote it.
alter table sessions add column guide_sha256 text;
alter table sessions add column model text;
-- Version of the program that judged.
alter table sessions add column unhunch text;
-- Seconds.
alter table sessions add column duration_s real;
-- Share of frames in which a person was seen.
alter table sessions add column coverage real;
-- From where the camera looked, in a word and in degrees.
alter table sessions add column view text;
alter table sessions add column view_turned_deg real;
alter table sessions add column view_above_deg real;
-- Steps and sides; of these done, and left out by the person's own choice.
alter table sessions add column parts integer;
alter table sessions add column done integer;
alter table sessions add column skipped integer;
-- Seconds held in all.
alter table sessions add column hold_s real;
-- What the person said afterwards.
alter table sessions add column stretch_felt text;
alter table sessions add column pain integer;
alter table sessions add column effort integer;

-- One row for each step and side of a session.
create table steps (
    -- The id of the session.
    session text not null,
    -- Number of the step and side in its session, from 0.
    part integer not null,
    step text not null,
    side text,
    verdict text not null,
    skipped integer not null,
    hold_s real not null,
    reps integer,
    primary key (session, part)
) without rowid, strict;

-- One row for each rule of a step and side.
create table rules (
    session text not null,
    part integer not null,
    step text not null,
    side text,
    -- Number of the sentence in its step, and of the rule in its sentence, from 0.
    sentence integer not null,
    place integer not null,
    text text not null,
    rule text not null,
    verb text,
    verdict text not null,
    confidence real,
    measure text,
    -- Both in `unit`.
    decisive real,
    threshold real,
    unit text,
    broken_s real,
    primary key (session, part, sentence, place)
) without rowid, strict;

-- Whatever program deletes a session: a foreign key is kept only by those that ask for it.
create trigger rows_of_deleted_sessions after delete on sessions begin
    delete from rules where session = old.id;
    delete from steps where session = old.id;
end;
