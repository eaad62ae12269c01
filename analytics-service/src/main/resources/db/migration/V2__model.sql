-- Another model, whose state can't be made from the old one's: everything is applied again from the log, which keeps all
-- answers. A replica of the version before can't write beside this one (memory is never null): it pauses until it is replaced.

update partition_offset set next_offset = 0;
truncate learner, learner_topic, topic_total;

-- What the model remembers, in its own form (LearnerMemory, TopicMemory).
alter table learner add column memory bytea not null;
alter table learner_topic add column memory bytea not null, drop column mean, drop column variance,
    drop constraint learner_topic_level_check, add check (level between 0 and 5);
-- What time away makes of the points (Standing), which are as of the last answer.
alter table learner_topic add column fading bytea not null;

-- Sums of one partition over the learners who practised a topic last on one day: mastery as of now, without a look at them.
create table topic_fading (
    partition  integer  not null,
    topic      text     not null,
    day        integer  not null,       -- since 1970
    learners   bigint   not null check (learners >= 0),
    seconds    bigint   not null check (seconds >= 0),
    points     bigint[] not null,
    proficient bigint[] not null,
    mastered   bigint[] not null,
    primary key (partition, topic, day)
);

-- level_needs_review; and how well counted answers were predicted before they were seen: sums, but for the first in millionths.
alter table topic_total
    add column level_needs_review bigint not null check (level_needs_review >= 0),
    add column predictions        bigint not null check (predictions >= 0),
    add column expected           bigint not null check (expected >= 0),
    add column scored             bigint not null check (scored >= 0),
    add column log_loss           bigint not null check (log_loss >= 0);

-- What learners share, learned by each partition for itself (SharedBeliefs), as it was at the last exchange with the others.
create table partition_beliefs (
    partition    integer primary key,
    exchanges    integer not null check (exchanges >= 0),
    everything   bytea   not null,
    own          bytea   not null,      -- as learned in this partition: what others take over
    of_topics    bytea   not null       -- what mastery is read with, as of the last batch
);

-- What has changed since then, a row for each batch.
create table belief_change (
    partition   integer not null,
    next_offset bigint  not null,
    changes     bytea   not null,
    primary key (partition, next_offset)
);

-- At which offset a partition took over what of the others: by this a rebuild comes to the same beliefs.
create table belief_exchange (
    partition   integer   not null,
    exchange    integer   not null,
    next_offset bigint    not null,
    others      integer[] not null,     -- exchanges of each partition by then, from partition 0
    primary key (partition, exchange)
);
