-- What the archived year does not need: the engine's own history, and the passwords of the accounts.
set referential_integrity false;
delete from act_hi_detail;
delete from act_hi_varinst;
delete from act_hi_identitylink;
delete from act_hi_actinst;
delete from act_hi_job_log;
delete from act_hi_op_log;
delete from act_hi_taskinst;
delete from act_hi_procinst;
delete from act_hi_decinst;
delete from act_hi_dec_in;
delete from act_hi_dec_out;
delete from act_ru_task_meter_log;
delete from act_ru_meter_log;
delete from act_ge_bytearray where deployment_id_ is null;
update act_id_user set pwd_ = null, salt_ = null;
set referential_integrity true;
script to 'year.sql.gz' compression gzip;
