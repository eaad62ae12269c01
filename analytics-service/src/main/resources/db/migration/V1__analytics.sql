-- How far each partition of the answers topic has been applied. The row is the guard of all others of its partition: a
-- writer first takes it, the consumer by compare-and-set of next_offset. Identity of the topic as of the first record:
-- a topic made anew, or with another number of partitions, has offsets that look right and are not.
create table partition_offset (
    partition   integer primary key check (partition >= 0),
    topic_id    text    not null,       -- as Kafka's tools print it
    partitions  integer not null check (partitions > partition),
    next_offset bigint  not null check (next_offset >= 0)
);

-- Rows of the next three tables belong to one partition each and are written under its partition_offset row. No foreign
-- keys: they would look up a row each for what that guard gives already.

-- Which of a learner's events have been applied: all up to last_sequence, but for the missing ones (the newest 100).
create table learner (
    learner       text     primary key check (length(learner) between 1 and 128),
    partition     integer  not null,
    last_sequence bigint   not null check (last_sequence >= 1),
    last_answer   uuid,                 -- identity of the event of last_sequence
    missing       bigint[] not null check (cardinality(missing) <= 100)
);

-- A learner's mastery of a topic, from at least one counted answer. Points and level are what the totals hold of it.
create table learner_topic (
    learner        text        not null,
    topic          text        not null,
    mean           real        not null,
    variance       real        not null check (variance > 0),
    points         integer     not null check (points between 0 and 1000000),
    level          smallint    not null check (level between 0 and 4),  -- 0 not enough evidence to 4 mastered
    answers        integer     not null check (answers >= 1),
    last_practised timestamptz not null,
    primary key (learner, topic)
);

-- Sums of one partition: of learner_topic (learners, points, level_*) and over its answers (answers_*).
create table topic_total (
    partition                 integer not null,
    topic                     text    not null,
    learners                  bigint  not null check (learners >= 0),
    points                    bigint  not null check (points between 0 and learners * 1000000),
    level_not_enough_evidence bigint  not null check (level_not_enough_evidence >= 0),
    level_starting            bigint  not null check (level_starting >= 0),
    level_developing          bigint  not null check (level_developing >= 0),
    level_proficient          bigint  not null check (level_proficient >= 0),
    level_mastered            bigint  not null check (level_mastered >= 0),
    answers_right             bigint  not null check (answers_right >= 0),
    answers_partial           bigint  not null check (answers_partial >= 0),
    answers_wrong             bigint  not null check (answers_wrong >= 0),
    answers_revealed          bigint  not null check (answers_revealed >= 0),
    primary key (partition, topic)
);
