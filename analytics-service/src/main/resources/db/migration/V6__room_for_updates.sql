-- A row of a learner is written anew with each of the learner's sessions. With room left in its page the new version stays
-- there, and no index is touched (heap-only tuples). For pages filled from now on.
alter table learner set (fillfactor = 80);
alter table learner_topic set (fillfactor = 80);
alter table learner_topic_day set (fillfactor = 80);
