create function operation_log_guard_entry() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.action not in ('清除日志', '日志保存期限') and exists (
    select 1 from operation_log_removal r
    where r.is_open and (
      (old.salt is null and r.first_number = 1)
      or exists (select 1 from operation_log_seal s
                 where s.entry_id = old.id and s.number between r.first_number and r.last_number)))
  then
    return old;
  end if;
  raise exception '操作日志只能增加，不能修改或删除。';
end $$;

create function operation_log_guard_always() returns trigger language plpgsql as $$
begin
  raise exception '操作日志只能增加，不能修改或删除。';
end $$;

create function operation_log_guard_removal() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.is_open and not new.is_open
    and new.id = old.id and new.first_number = old.first_number and new.last_number = old.last_number
  then
    return new;
  end if;
  raise exception '操作日志只能增加，不能修改或删除。';
end $$;

create trigger operation_log_guard_entries before update or delete on operation_log
  for each row execute function operation_log_guard_entry();
create trigger operation_log_guard_seals before update or delete on operation_log_seal
  for each row execute function operation_log_guard_always();
create trigger operation_log_guard_removals before update or delete on operation_log_removal
  for each row execute function operation_log_guard_removal();
create trigger operation_log_guard_all_entries before truncate on operation_log
  for each statement execute function operation_log_guard_always();
create trigger operation_log_guard_all_seals before truncate on operation_log_seal
  for each statement execute function operation_log_guard_always();
create trigger operation_log_guard_all_removals before truncate on operation_log_removal
  for each statement execute function operation_log_guard_always();
