-- What is told of all learners of a topic together, and of a learner at a past time. All of it begins with the answers
-- applied from now on. Written under the partition's row. A replica of the version before can run beside: what it applies is
-- missing in the new tables, and unknown (null) in the new columns.

-- How a topic went, a row for each day (UTC) with a counted answer: what the day has added to topic_total. So the total less
-- all later days is the total at the end of a day, whatever the order in which answers come. Rows are kept: a small one for
-- each day.
create table topic_day (
    topic     text    not null,
    day       date    not null,
    partition integer not null,
    learners  bigint  not null check (learners >= 0),  -- with their first counted answer
    points    bigint  not null,                        -- millionths, may be negative
    answers   bigint  not null check (answers >= 0),   -- counted
    primary key (topic, day, partition)
);

-- How a topic's questions come out. Sums over the first answers of learners, but for answers; millionths, but for answers
-- and learners. Mastery is that of the learner just before the answer.
create table topic_question (
    topic                text    not null,
    question             text    not null,
    partition            integer not null,
    answers              bigint  not null check (answers >= 1),  -- counted
    learners             bigint  not null check (learners >= 0),
    score                bigint  not null,
    score_squared        bigint  not null,
    mastery              bigint  not null,
    mastery_squared      bigint  not null,
    score_times_mastery  bigint  not null,
    primary key (topic, question, partition)
);

-- How the learner stood on the topic before the day's first answer: so it was at any time since the last answer before.
alter table learner_topic_day
    add column before_answers   integer,                              -- 0: none; null: unknown
    add column before_practised bigint,                               -- the last of them, microseconds since 1970
    add column before_points    bytea,                                -- at each moment of Standing
    add column before_level     smallint,
    add column before_deviation real;                                 -- standard deviation of the logit of mastery
