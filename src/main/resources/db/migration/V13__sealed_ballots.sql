-- sealed ballots: whose account votes, openly reissued passwords, and no drafts of ballots any more --------------------------------------

-- The one account that may vote on the seat, as it was when voting began; null in a vote begun before until the next start.
alter table appraisal_rater add column account varchar(64);

-- While voting lasts an account is changed only after the city office has allowed it, and that stays in sight.
alter table appraisal_rater add column released_by varchar(100);
alter table appraisal_rater add column released_at timestamp;
alter table appraisal_rater add column release_reason varchar(500);
alter table appraisal_rater add column reissued_by varchar(100);
alter table appraisal_rater add column reissued_at timestamp;

-- Whoever had begun to fill in a ballot is told that it has to be filled in again.
alter table appraisal add column drafts_erased boolean default false not null;
update appraisal set drafts_erased = true
  where state = 'VOTING' and exists (select 1 from task_draft_row where section = 'ballot');

delete from task_draft_seen where task_id in (select task_id from task_draft_row where section = 'ballot');
delete from task_draft where task_id in (select task_id from task_draft_row where section = 'ballot');
delete from task_draft_row where section = 'ballot';
