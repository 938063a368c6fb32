-- H2 looks up the values of an "in (…)" in the first column of an index only: with the year first, every question for some
-- districts or townships went through all entries of the year.
drop index score_entry_object;
create index score_entry_object on score_entry (object_code, assessment_year, indicator);
create index score_entry_year on score_entry (assessment_year);
