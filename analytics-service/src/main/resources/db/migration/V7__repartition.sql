-- Times when the topic had got partitions and learners went to theirs, for a rebuild. A replica of the version before can run
-- beside.
create table repartition (
    partitions integer  primary key,    -- before
    became     integer  not null check (became > partitions),
    ends       bigint[] not null,       -- next offset of each partition that was there, from partition 0
    exchanges  integer[] not null       -- of each partition that is there since then, from partition 0: the new ones have made one
);
