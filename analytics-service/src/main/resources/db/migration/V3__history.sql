-- How a learner's mastery of a topic went, a row for each day (UTC) with a counted answer; begins with the answers applied
-- from now on. Written under the partition's row, as learner_topic is. A replica of the version before can run beside: what
-- it applies is missing here.
create table learner_topic_day (
    learner text    not null,
    topic   text    not null,
    day     date    not null,
    points  integer not null check (points between 0 and 1000000),  -- after the day's last answer
    answers integer not null check (answers >= 1),                  -- counted on that day
    primary key (learner, topic, day)
);

-- For the sweep.
create index learner_topic_day_by_day on learner_topic_day (day);
