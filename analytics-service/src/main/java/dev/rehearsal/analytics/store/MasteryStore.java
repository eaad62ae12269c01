package dev.rehearsal.analytics.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import javax.sql.DataSource;

import dev.rehearsal.analytics.database.Database;
import dev.rehearsal.analytics.learner.LearnerEvent;
import dev.rehearsal.analytics.learner.LearnerState;
import dev.rehearsal.analytics.learner.PastState;
import dev.rehearsal.analytics.learner.TopicDay;
import dev.rehearsal.analytics.mastery.CohortDay;
import dev.rehearsal.analytics.mastery.FadingSum;
import dev.rehearsal.analytics.mastery.QuestionSum;
import dev.rehearsal.analytics.mastery.TopicChange;
import dev.rehearsal.analytics.mastery.TopicTotal;

/**
 * The service's state. What is committed always fits together: offsets, learners and totals change in one transaction. For
 * any number of threads; all methods throw {@link Database.DatabaseException}.
 */
public final class MasteryStore {

    /** Days of history, today among them. */
    public static final int DAYS_KEPT = 90;

    /** Hashed features have two to the power of it places: a megabyte a partition. */
    static final int HASH_BITS = 16;
    private static final int SWEPT_AT_ONCE = 1000;

    private final Database database;
    private final PartitionStore partitions = new PartitionStore();
    private final LearnerStore learners = new LearnerStore();
    private final HistoryStore history = new HistoryStore();
    private final TopicTotalStore totals = new TopicTotalStore();
    private final CohortStore cohorts = new CohortStore();
    private final FadingStore fading = new FadingStore();
    private final BeliefStore beliefs;

    public MasteryStore(DataSource dataSource) {
        this(dataSource, ExchangePace.USUAL);
    }

    public MasteryStore(DataSource dataSource, ExchangePace pace) {
        database = new Database(dataSource);
        beliefs = new BeliefStore(pace);
    }

    /**
     * What is committed of a partition, offset 0 for one never seen.
     *
     * @throws TopicChangedException when stored offsets are of another topic
     */
    public StoredPartition open(int partition, TopicIdentity topic) {
        return database.inTransaction(connection -> {
            PartitionStore.Position position = partitions.open(connection, partition, topic);
            return new StoredPartition(position.nextOffset(), totals.ofPartition(connection, partition),
                    beliefs.read(connection, partition, position.epoch(), HASH_BITS, fading.ofPartition(connection, partition)));
        });
    }

    /**
     * Applies the events of a partition's records from one offset to another, in one transaction.
     *
     * @param believed the partition's, as committed; when this throws they are void
     * @param from the offset that the records begin at; nothing is changed unless it is the stored one
     * @param application changes the learners it is given and returns what that adds to the totals; what it throws is
     *            thrown, and nothing is committed
     * @return the partition's totals as committed
     * @throws OffsetMovedException when another replica was faster, or a rebuild has replaced the rows
     */
    public List<TopicTotal> apply(PartitionBeliefs believed, long from, long to, Collection<? extends LearnerEvent> events,
            Function<Learners, Map<String, TopicChange>> application) {
        int partition = believed.partition();
        return database.inTransaction(connection -> {
            partitions.advance(connection, partition, believed.epoch(), from, to);
            if (believed.isExchangeDue() && beliefs.takeTurn(connection)) {
                beliefs.exchange(connection, believed, from);
            }
            Learners states = learners.read(connection, partition, events);
            Map<String, TopicChange> changes = application.apply(states);
            Map<String, LearnerState> changed = states.changed();
            erase(connection, states.erased());
            learners.write(connection, partition, changed);
            history.add(connection, changed);
            cohorts.add(connection, partition, changes);
            partitions.deadLetters(connection, partition, states.deadLetters());
            beliefs.write(connection, believed, to, changes.values().stream().mapToLong(change -> change.quality().answers()).sum());
            fading.add(connection, partition, believed.fading(), changes);
            return totals.add(connection, partition, changes);
        });
    }

    /** Deletes what is stored of the learners' topics and days; what a batch has of them since then is written afterwards. */
    private static void erase(Connection connection, List<String> erased) throws SQLException {
        for (String table : erased.isEmpty() ? List.<String>of() : List.of("learner_topic", "learner_topic_day")) {
            try (PreparedStatement delete = connection.prepareStatement("delete from " + table + " where learner = any(?)")) {
                delete.setObject(1, erased.toArray(String[]::new));
                delete.executeUpdate();
            }
        }
    }

    /** @return nothing for a learner without an applied event */
    public Optional<LearnerMastery> learner(String learner) {
        return isText(learner) ? database.inTransaction(connection -> learners.find(connection, learner)) : Optional.empty();
    }

    /**
     * How a learner stood at a past time.
     *
     * @param at microseconds since 1970, within {@link #DAYS_KEPT}
     * @return nothing for a learner without an applied event
     */
    public Optional<LearnerPast> learner(String learner, long at) {
        return !isText(learner) ? Optional.empty() : database.inTransaction(connection -> {
            // In this order: a topic that is practised in between was not practised since, as far as the first knows.
            Optional<LearnerMastery> known = learners.find(connection, learner);
            return known.isEmpty() ? Optional.empty() : Optional.of(past(known.get(), history.before(connection, learner, at), at));
        });
    }

    private static LearnerPast past(LearnerMastery now, Map<String, PastState> before, long at) {
        LearnerPast past = new LearnerPast(now.appliedSequence(), new TreeMap<>(), new TreeSet<>());
        now.topics().forEach((topic, state) -> {
            PastState then = state.memory().lastPractised() <= at ? PastState.of(state, now.model(), now.memory()) : before.get(topic);
            if (then == null) {
                past.unknown().add(topic);
            } else if (then.answers() > 0) {
                past.topics().put(topic, then);
            }
        });
        return past;
    }

    /** @return how many numbers of each are applied, but for those without an applied event */
    public Map<String, Long> applied(Collection<String> ofLearners) {
        List<String> named = ofLearners.stream().filter(MasteryStore::isText).toList();
        return named.isEmpty() ? Map.of() : database.inTransaction(connection -> learners.applied(connection, named));
    }

    /**
     * How a learner's mastery went, by topic and day.
     *
     * @param topic null for all
     * @param days how many, today among them, at most {@link #DAYS_KEPT}
     */
    public List<TopicDay> history(String learner, String topic, int days) {
        return isText(learner) && (topic == null || isText(topic))
                ? database.inTransaction(connection -> history.find(connection, learner, topic, days)) : List.of();
    }

    /** Deletes days that are no longer kept, in small transactions so that no lock is held for long. */
    void sweepHistory() {
        while (database.inTransaction(connection -> history.sweep(connection, SWEPT_AT_ONCE)) == SWEPT_AT_ONCE) {
            // until a batch is not full
        }
    }

    /** @return all topics with an answer */
    public List<String> topics() {
        return database.inTransaction(totals::topics);
    }

    /** @return the topic over all partitions; nothing when no answer was on it */
    public Optional<TopicMastery> topic(String topic) {
        return !isText(topic) ? Optional.empty() : database.inTransaction(connection -> {
            Map<Long, FadingSum> days = fading.ofTopic(connection, topic);
            return totals.ofTopic(connection, topic).stream().findFirst().map(total -> new TopicMastery(total, days));
        });
    }

    /**
     * How a topic went, by day. Days without a counted answer are left out.
     *
     * @param days how many, today among them, at most {@link #DAYS_KEPT}
     */
    public List<CohortDay> cohortHistory(String topic, int days) {
        return !isText(topic) ? List.of()
                : database.inTransaction(connection -> cohorts.days(connection, topic, HistoryStore.firstOf(days)));
    }

    /** @return a topic's questions with so many learners or more, by slug */
    public Map<String, QuestionSum> questions(String topic, int leastLearners) {
        return isText(topic) ? database.inTransaction(connection -> cohorts.questions(connection, topic, leastLearners)) : Map.of();
    }

    /** PostgreSQL takes no NUL character, so nothing of that name is stored. */
    private static boolean isText(String name) {
        return name.indexOf(0) < 0;
    }
}
