-- 退回: what whoever mended an item said in return, for the one who had sent it back; null where nothing was said.
alter table returned_item add column answer varchar(4000);
