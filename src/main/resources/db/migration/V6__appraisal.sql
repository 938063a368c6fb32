-- appraisal: the democratic appraisal of the municipal units (民主测评, 办法四(二)) ------------------------------------------------------
create table appraisal (
  assessment_year integer primary key references assessment_year (assessment_year),
  state varchar(10) not null,              -- VOTING | CLOSED | COUNTED | CONFIRMED
  delegates_invited boolean not null,
  leader_weight integer not null,
  district_weight integer not null,
  delegate_weight integer not null,        -- left to the others where delegates are not invited
  prepared_by varchar(100) not null,
  prepared_at timestamp not null,
  closed_by varchar(100),                  -- null where everybody voted and nobody had to close
  closed_at timestamp,
  closing_reason varchar(2000),
  alike_ballots integer,                   -- how many ballots rate all units alike
  counted_at timestamp,
  confirmed_by varchar(100),
  confirmed_at timestamp
);

-- The units on the ballot, the same for every rater however the roster changes meanwhile.
create table appraisal_unit (
  assessment_year integer not null references appraisal (assessment_year),
  unit varchar(50) not null,
  primary key (assessment_year, unit)
);

-- Who votes, and who has. When somebody voted is not kept.
create table appraisal_rater (
  assessment_year integer not null references appraisal (assessment_year),
  seat varchar(50) not null references rater_seat (code),
  person varchar(100) not null,
  rater_group varchar(10) not null,        -- LEADER | DISTRICT | DELEGATE
  has_voted boolean not null,
  primary key (assessment_year, seat)
);

-- A ballot belongs to a rater group and to nobody in it: no time, no user, no sequence. The id is random and the key, so that rows lie
-- in an order that tells nothing. The marks stay short enough for the row itself: a large object would have a number in order of writing.
create table ballot (
  id bigint primary key,
  assessment_year integer not null references appraisal (assessment_year),
  rater_group varchar(10) not null,
  marks varchar(6000) not null             -- JSON: unit to mark
);

create table appraisal_tally (
  assessment_year integer not null references appraisal (assessment_year),
  unit varchar(50) not null,
  rater_group varchar(10) not null,
  excellent integer not null,
  good integer not null,
  fair integer not null,
  poor integer not null,
  not_known integer not null,
  primary key (assessment_year, unit, rater_group)
);

-- What becomes of a unit that nobody rated.
create table appraisal_decision (
  assessment_year integer not null references appraisal (assessment_year),
  unit varchar(50) not null,
  outcome varchar(15) not null,            -- REVIEW_ONLY | NOT_GRADED
  reason varchar(1000) not null,
  decided_by varchar(100) not null,
  decided_at timestamp not null,
  primary key (assessment_year, unit)
);
