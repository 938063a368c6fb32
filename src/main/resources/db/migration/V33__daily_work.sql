-- database: what is done once a day by one of the nodes, whichever comes first, and is made up for when none was there
create table daily_work (
  name varchar(50) primary key,
  done_for date not null
);
