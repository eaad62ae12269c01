-- What a rebuild needs to come to the same state. A replica of the version before can run beside: the dead letters that it
-- finds are missing here, and it may exchange beliefs at the same time as another one, which a rebuild can't repeat.

-- Offsets that were passed over as dead letters, written in the transaction of their batch. Why is in the dead letter topic.
create table dead_letter (
    partition     integer not null,
    record_offset bigint  not null,
    primary key (partition, record_offset)
);

-- Another number means other rows of the partition: what a replica remembers of them is void.
alter table partition_offset add column epoch integer not null default 0;
