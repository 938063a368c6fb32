-- What is told by mail, once: a row stands as long as its cause does.
create table watch_alarm (
  code varchar(300) not null primary key,
  words varchar(1000) not null,
  since timestamp not null,
  told_at timestamp
);
