create trigger operation_log_guard_entries before update, delete on operation_log
  for each row call 'cn.healthylishui.assessment.audit.LogGuard';
create trigger operation_log_guard_seals before update, delete on operation_log_seal
  for each row call 'cn.healthylishui.assessment.audit.LogGuard';
create trigger operation_log_guard_removals before update, delete on operation_log_removal
  for each row call 'cn.healthylishui.assessment.audit.LogGuard';
