-- basicdata: workbooks that were looked over and wait to be confirmed (待导入的表格) ------------------------------------------------------
create table waiting_upload (
  user_id varchar(64) not null,
  tab varchar(50) not null,
  file_name varchar(300) not null,
  content ${blob} not null,
  uploaded_at timestamp not null,
  primary key (user_id, tab)
);
