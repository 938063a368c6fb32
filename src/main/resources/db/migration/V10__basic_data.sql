-- Basic data that the city office keeps itself (基础数据): whoever changes them takes the one row first, so that no two change at once.
create table basic_data (
  id integer primary key,
  revision bigint not null
);
insert into basic_data (id, revision) values (1, 0);

-- organization: the offices that serve the whole city, and since when a township, unit or seat is no more ---------------------------
create table city_body (
  code varchar(50) primary key,
  name varchar(100) not null
);
insert into city_body (code, name) values ('city-office', '市健康丽水办');
insert into city_body (code, name) values ('leading-group', '市健康丽水建设领导小组');
insert into city_body (code, name) values ('comprehensive-assessment', '市委市政府年度综合考核承接单位');

alter table township add column closed_on date;
alter table member_unit add column closed_on date;
alter table rater_seat add column closed_on date;

-- cycle: texts of reminders, kept with a year from its start on; the seats of those who appraise as well ------------------------------
create table reminder_text (
  moment varchar(20) primary key,          -- BEFORE | DUE_TODAY | OVERDUE
  body varchar(300) not null
);

create table year_reminder_text (
  assessment_year integer not null references assessment_year (assessment_year),
  moment varchar(20) not null,
  body varchar(300) not null,
  primary key (assessment_year, moment)
);

create table year_rater_seat (
  assessment_year integer not null references assessment_year (assessment_year),
  code varchar(50) not null,
  name varchar(100) not null,
  rater_group varchar(10) not null,        -- LEADER | DISTRICT | DELEGATE
  district varchar(20),
  primary key (assessment_year, code)
);
insert into year_rater_seat (assessment_year, code, name, rater_group, district)
  select y.assessment_year, s.code, s.name, s.rater_group, s.district
  from assessment_year y cross join rater_seat s where y.state <> 'PREPARING';

-- workflow: accounts that were closed; their names in the log stay theirs -------------------------------------------------------------
create table former_account (
  user_id varchar(64) primary key,
  name varchar(255) not null,
  offices varchar(2000) not null,
  closed_at timestamp not null,
  closed_by varchar(100) not null
);

-- audit: the latest changes of one kind are shown beside the data ---------------------------------------------------------------------
create index operation_log_action on operation_log (action);
