-- What a running year does not need: what the engine noted of every variable and job, what it noted of steps that are done, and the
-- passwords of the accounts.
set referential_integrity false;
delete from act_hi_detail;
delete from act_hi_job_log;
delete from act_hi_op_log;
delete from act_hi_identitylink;
delete from act_hi_dec_out;
delete from act_hi_dec_in;
delete from act_hi_decinst;
delete from act_hi_actinst where end_time_ is not null;
delete from act_hi_varinst v where not exists (select 1 from act_hi_procinst p where p.id_ = v.proc_inst_id_ and p.end_time_ is null);
delete from act_ru_task_meter_log;
delete from act_ru_meter_log;
delete from act_ge_bytearray b where deployment_id_ is null
  and not exists (select 1 from act_ru_variable v where v.bytearray_id_ = b.id_)
  and not exists (select 1 from act_hi_varinst v where v.bytearray_id_ = b.id_);
update act_id_user set pwd_ = null, salt_ = null;
set referential_integrity true;
script to 'year.sql.gz' compression gzip;
