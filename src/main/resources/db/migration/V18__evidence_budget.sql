-- Budgets of evidence: files are counted by task and by office and year; whoever adds one waits for the office's row.
create table evidence_budget (
  office varchar(50) not null,
  assessment_year integer not null,        -- 0 where a task belongs to no year
  primary key (office, assessment_year)
);

create index evidence_task on evidence (task_id);
create index evidence_office on evidence (office, assessment_year);

-- Whether a file is in use is asked when a task ends, and by whoever reads one.
create index entry_evidence_file on entry_evidence (evidence_id);
create index paper_file on paper (evidence_id);
create index finding_evidence_file on finding_evidence (evidence_id);
create index revision_change_evidence_file on revision_change_evidence (evidence_id);
create index objection_evidence_file on objection_evidence (evidence_id);
create index interview_evidence_file on interview_evidence (evidence_id);
create index rectification_evidence_file on rectification_evidence (evidence_id);
create index misconduct_evidence_file on misconduct_evidence (evidence_id);
create index task_progress_evidence_file on task_progress_evidence (evidence_id);
create index district_mechanism_evidence_file on district_mechanism_evidence (evidence_id);
create index district_work_progress_evidence_file on district_work_progress_evidence (evidence_id);
create index group_visit_evidence_file on group_visit_evidence (evidence_id);
create index own_unit_score_evidence_file on own_unit_score_evidence (evidence_id);
create index reported_figure_evidence_file on reported_figure_evidence (evidence_id);
create index figure_correction_evidence_file on figure_correction_evidence (evidence_id);
