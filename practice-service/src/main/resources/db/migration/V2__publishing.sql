-- One row: whether the outbox is published, and over how many partitions. A relay that is set to another number publishes
-- nothing. The first relay makes the row. A replica of the version before doesn't look at it.
create table outbox_publishing (
    only_row   boolean  primary key default true check (only_row),
    partitions smallint not null check (partitions >= 1),
    paused     boolean  not null default false
);
