-- database: work that one node does at a time, who has its turn until when, and the last day that it was done for; before, the work of
-- every day and that of the evidence had a table each
create table node_turn (
  name varchar(50) primary key,
  holder varchar(36),
  held_until timestamp,
  done_for date
);

insert into node_turn (name, done_for) select name, done_for from daily_work;
insert into node_turn (name, done_for) select name, done_for from upkeep_turn;

drop table daily_work;
drop table upkeep_turn;
