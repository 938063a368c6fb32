-- The municipal units of a year, its special action groups, and the seats of those who appraise (办法二(三), 四(二); 意见三(一)).

-- organization ---------------------------------------------------------------------------------------------------------------------
create table unit_collective (
  code varchar(50) primary key,
  name varchar(100) not null,
  to_confirm boolean not null,
  note varchar(1000)
);

create table unit_collective_member (
  collective varchar(50) not null references unit_collective (code),
  unit varchar(50) not null references municipal_unit (code),
  primary key (collective, unit)
);

create table rater_seat (
  code varchar(50) primary key,
  name varchar(100) not null,
  rater_group varchar(10) not null,        -- LEADER | DISTRICT | DELEGATE
  district varchar(20) references district (code)
);

-- cycle: the roster of a year ------------------------------------------------------------------------------------------------------
create table year_unit (
  assessment_year integer not null references assessment_year (assessment_year),
  code varchar(50) not null,
  name varchar(100) not null,
  kind varchar(30) not null,
  city_own boolean not null,
  assessed boolean not null,
  reason varchar(500),                     -- why it is not assessed
  to_confirm boolean not null,
  note varchar(1000),
  primary key (assessment_year, code)
);

create table year_group (
  assessment_year integer not null references assessment_year (assessment_year),
  number integer not null,                 -- 1 to 7 from the opinion, from 8 on further special actions (X)
  name varchar(100) not null,
  short_name varchar(50) not null,
  primary key (assessment_year, number)
);

create table year_group_seat (
  assessment_year integer not null,
  group_number integer not null,
  unit varchar(50) not null,               -- one seat a unit: where a merger left two, the higher stays
  role varchar(10) not null,               -- LEAD | DEPUTY | MEMBER
  seq integer not null,
  source_name varchar(100) not null,
  to_confirm boolean not null,
  note varchar(1000),
  primary key (assessment_year, group_number, unit),
  foreign key (assessment_year, group_number) references year_group (assessment_year, number)
);

create table year_group_duty (
  assessment_year integer not null,
  group_number integer not null,
  seq integer not null,
  duty varchar(1000) not null,
  primary key (assessment_year, group_number, seq),
  foreign key (assessment_year, group_number) references year_group (assessment_year, number)
);

-- Steps that years prepared before had no date for.
insert into deadline (assessment_year, kind, due_on)
  select assessment_year, 'OWN_UNIT_SCORES', cast(concat(cast(assessment_year + 1 as varchar(4)), '-01-08') as date) from assessment_year;
insert into deadline (assessment_year, kind, due_on)
  select assessment_year, 'OWN_UNITS', cast(concat(cast(assessment_year + 1 as varchar(4)), '-01-12') as date) from assessment_year;
insert into deadline (assessment_year, kind, due_on)
  select assessment_year, 'UNIT_REVIEW', cast(concat(cast(assessment_year + 1 as varchar(4)), '-01-24') as date) from assessment_year;
insert into deadline (assessment_year, kind, due_on)
  select assessment_year, 'APPRAISAL', cast(concat(cast(assessment_year + 1 as varchar(4)), '-01-26') as date) from assessment_year;

-- result: a unit's score is made of two ------------------------------------------------------------------------------------------------
alter table result_object add column review_score decimal(7,2);
alter table result_object add column appraisal_score decimal(7,2);
