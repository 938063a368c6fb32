-- upkeep: each time a backup was begun; without an end it was broken off, by a crash or a kill. The backups themselves lie in their folder.
create table backup_run (
  id varchar(36) primary key,
  begun_at timestamp not null,
  by_whom varchar(100) not null,
  ended_at timestamp,
  name varchar(50),                        -- of the backup that came of it
  failure varchar(2000)
);
