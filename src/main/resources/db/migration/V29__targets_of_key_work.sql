-- What a target of the key work starts from (从570元提高到600元), and which of the task's units gives its figure.
alter table key_task_target add column baseline varchar(50);
alter table key_task_target add column reporter varchar(50) references municipal_unit (code);
