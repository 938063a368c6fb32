-- Which instance of a procedure a record belongs to: the one that began it. Records from before get theirs by RecordsOfEarlierInstances,
-- right after this.
create table record_instance (
  process varchar(100) not null,           -- the procedure's key
  record varchar(100) not null,            -- an id; year and object where the record has no id of its own
  process_instance varchar(64) not null,
  primary key (process, record)
);
