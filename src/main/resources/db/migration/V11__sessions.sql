-- workflow: logins, kept by Spring Session under its own names of tables and columns ---------------------------------------------------
create table spring_session (
  primary_id char(36) primary key,
  session_id char(36) not null,
  creation_time bigint not null,
  last_access_time bigint not null,
  max_inactive_interval int not null,
  expiry_time bigint not null,
  principal_name varchar(100)
);
create unique index spring_session_id on spring_session (session_id);
create index spring_session_expiry on spring_session (expiry_time);
create index spring_session_principal on spring_session (principal_name);

create table spring_session_attributes (
  session_primary_id char(36) not null references spring_session (primary_id) on delete cascade,
  attribute_name varchar(200) not null,
  attribute_bytes ${blob} not null,
  primary key (session_primary_id, attribute_name)
);

-- workflow: how often whoever or whatever an account stands for was changed, and whether its password has to be -------------------------
create table account_state (
  user_id varchar(64) primary key,
  changes bigint not null,                 -- grows with every change that ends the account's sessions
  password_demanded boolean not null       -- the next login must choose a new password
);

-- workflow: passwords that were reset; the one-time password is made when the letter is opened, and never kept ------------------------
create table password_letter (
  user_id varchar(64) primary key,
  reset_at timestamp not null,
  reset_by varchar(64) not null,
  expires_at timestamp not null,
  opened_at timestamp,
  opened_by varchar(64),
  changed_at timestamp                     -- when the account chose a password of its own again
);

-- workflow: failed logins, by where they came from; accounts stand in a fixed number of slots, so that made-up names fill nothing --------
create table failed_login (
  source varchar(100) not null,            -- an address, or a browser known to an account
  slot integer not null,
  account varchar(64),                     -- the account last tried, null where there is none of that name
  failures integer not null,
  last_at timestamp not null,
  not_before timestamp not null,
  primary key (source, slot)
);
create index failed_login_last on failed_login (last_at);

-- workflow: the key that signs which browsers an account is known from ------------------------------------------------------------------
create table signing_key (
  name varchar(50) primary key,
  secret varchar(100) not null
);
