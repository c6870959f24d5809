-- What came of looking, each morning, at who is called and whether they can be reached. The last days only.

create table app.verifications (
  day text primary key,
  at bigint not null,
  findings jsonb not null
);
