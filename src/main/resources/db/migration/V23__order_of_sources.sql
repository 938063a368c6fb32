-- Which source outranks which belongs to a year like its tables. Years started before keep the order that they started with, and the
-- reference values that were typed beside each figure; a year that is not started gets its order when it starts.
alter table assessment_year add column source_order varchar(100);
alter table assessment_year add column township_source_order varchar(100);
alter table assessment_year add column own_references boolean default false not null;
update assessment_year set source_order = 'DECIDED,AUTHORITY,UNIT_RECORD,VERIFIED,REPORTED',
  township_source_order = 'DECIDED,AUTHORITY,UNIT_RECORD,VERIFIED,REPORTED'
where state <> 'PREPARING';

-- Where an official figure comes from: how far it may outrank others rests on it.
alter table score_entry add column source_kind varchar(30);
alter table score_entry add column source_body varchar(200);
alter table score_entry add column source_document varchar(300);
