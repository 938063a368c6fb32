-- taskform: evidence lies in a folder, by the SHA-256 of its content; where content is empty it lies there, else it is kept here.
alter table evidence alter column content drop not null;
create index evidence_content on evidence (sha256);

-- upkeep: the folder that belongs to this database. Its id stands in the folder too, and so does the last start of any node.
create table evidence_folder (
  one integer primary key check (one = 1),
  id varchar(36) not null,
  last_start varchar(36)                   -- empty until the folder has its id
);

-- upkeep: work that only one node does at a time, and nobody after a crash for longer than until held_until
create table upkeep_turn (
  name varchar(50) primary key,
  holder varchar(36),
  held_until timestamp,
  done_for date                            -- the last day for which it was done
);
