-- What each step may act on stands in our tables, not in the engine's variables: where the procedures stand whose records had no state of
-- their own, and the states between a decision and what the system makes of it. Years under way get their stages by
-- StagesOfRunningYears, right after this.
create table procedure_stage (
  assessment_year integer not null references assessment_year (assessment_year),
  procedure_kind varchar(20) not null,
  record varchar(50) not null,             -- district, unit, batch of key work; the year's own number
  stage varchar(30) not null,
  changed_at timestamp not null,
  primary key (assessment_year, procedure_kind, record)
);

-- When a started year's roster and indicators were frozen: it happens once.
alter table assessment_year add column frozen_at timestamp;
update assessment_year set frozen_at = started_at where state <> 'PREPARING';

-- An objection whose change the leading group refused, or nobody proposed, waits to be decided again.
update objection set state = 'DECLINED'
  where state = 'UPHELD' and proposal in (select id from revision_proposal where state = 'REFUSED');
