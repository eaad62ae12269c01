package dev.rehearsal.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

import dev.rehearsal.local.Service;

/** Compares all who count answers: the clients, practice's database, the analytics database, and the metrics. */
final class Audit {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    static final List<TopicPartition> PARTITIONS =
            IntStream.range(0, 12).mapToObj(number -> new TopicPartition("practice.answers.v1", number)).toList();

    /** Answers with a number, once for each of their topics. */
    private static final String ANSWERS = """
            from answer a join session_question using (session_id, position) join question_copy using (slug, revision)
            cross join jsonb_array_elements_text(content -> 'topics') as topic
            where sequence is not null
            """;
    private static final String OUTCOMES = """
            select topic || ' ' || case when status = 'revealed' then 'revealed' when score = 1 then 'right'
                when score = 0 then 'wrong' else 'partial' end, count(*)
            """ + ANSWERS + " group by 1";
    /** Those that tell something of a learner's mastery. */
    private static final String COUNTED = ANSWERS
            + " and status = 'scored' and (content ->> 'type' <> 'open' or content ->> 'kind' in ('knowledge', 'design'))";
    private static final String TOTALS = """
            select topic || ' ' || outcome, sum(answers) from topic_total cross join lateral (values ('right', answers_right),
                ('partial', answers_partial), ('wrong', answers_wrong), ('revealed', answers_revealed)) as by_outcome (outcome, answers)
            group by 1 having sum(answers) > 0
            """;

    private final Stack stack;
    private final Tally tally;

    Audit(Stack stack, Tally tally) {
        this.stack = stack;
        this.tally = tally;
    }

    /**
     * Waits until nothing is on its way, then compares exactly. To tell more than what is stored fails at any time.
     *
     * @param replicas all analytics replicas that run
     */
    void assertExact(Service... replicas) throws SQLException {
        Map<String, Double> answers = stored();
        Metrics told = Awaitility.await("at rest").atMost(PATIENCE).pollDelay(Duration.ZERO)
                .until(() -> atRest(answers, replicas), Optional::isPresent).orElseThrow();

        Map<String, Double> numbers = practice("select id, last_sequence from learner");
        assertEquals(numbers, practice("select learner, count(distinct sequence) from answer where sequence is not null group by 1"));
        assertEquals(numbers, applied(), "numbers applied");
        numbers.keySet().retainAll(tally.byLearner().keySet());
        assertEquals(tally.byLearner(), numbers, "acknowledged answers, by learner");

        assertEquals(answers, committed(), "answers in the analytics database");
        assertEquals(answers, told.sum("topic_answers_total", "topic", "outcome"), "answers in the metrics");
        assertEquals(practice("select a.learner || ' ' || topic, count(*) " + COUNTED + " group by 1"),
                analytics("select learner || ' ' || topic, answers from learner_topic"), "answers that moved a learner's mastery");

        Map<String, Double> learners = practice("select topic, count(distinct a.learner) " + COUNTED + " group by 1");
        assertEquals(learners, analytics("select topic, sum(learners) from topic_total group by 1 having sum(learners) > 0"));
        assertEquals(learners, told.sum("topic_mastery_learners", "topic"), "learners in the metrics");

        Map<String, Double> points = analytics("select topic, sum(points) from learner_topic group by 1");
        assertEquals(points, analytics("select topic, sum(points) from topic_total group by 1 having sum(learners) > 0"));
        Map<String, Double> toldPoints = told.sum("topic_mastery_points", "topic");
        toldPoints.replaceAll((topic, sum) -> (double) Math.round(sum * 1_000_000));
        assertEquals(points, toldPoints, "points in the metrics");
    }

    /**
     * Waits until nothing is on its way, then compares what clients know with analytics alone: practice's database may lack
     * answers.
     *
     * @return what the replicas tell then
     */
    Metrics assertAllApplied(Service... replicas) throws SQLException {
        Metrics told = Awaitility.await("at rest").atMost(PATIENCE).pollDelay(Duration.ZERO)
                .until(() -> caughtUp(replicas), Optional::isPresent).orElseThrow();
        Map<String, Double> applied = analytics("select learner, last_sequence from learner where missing = '{}'");
        applied.keySet().retainAll(tally.byLearner().keySet());
        assertEquals(tally.byLearner(), applied, "acknowledged answers, by learner");
        assertEquals(committed(), told.sum("topic_answers_total", "topic", "outcome"), "answers in the metrics");
        return told;
    }

    /** Answers that analytics tells of, whatever their outcome. */
    static Map<String, Double> byTopic(Metrics told) {
        Map<String, Double> byTopic = new TreeMap<>();
        told.sum("topic_answers_total", "topic", "outcome")
                .forEach((key, answers) -> byTopic.merge(key.split(" ")[0], answers, Double::sum));
        return byTopic;
    }

    /** Answers in practice's database by topic and outcome. */
    Map<String, Double> stored() throws SQLException {
        return practice(OUTCOMES);
    }

    /** Nothing unsent, all of the log applied, and each partition told of by one replica, which knows that it has caught up. */
    private Optional<Metrics> atRest(Map<String, Double> answers, Service... replicas) throws Exception {
        Metrics.of(replicas).sum("topic_answers_total", "topic", "outcome").forEach((key, count) ->
                assertTrue(count <= answers.getOrDefault(key, 0.0), () -> key + " counts " + count + " of " + answers));
        return caughtUp(replicas);
    }

    private Optional<Metrics> caughtUp(Service... replicas) throws Exception {
        boolean isApplied = unsent() == 0 && logEnds().equals(storedOffsets());
        Metrics told = Metrics.of(replicas);
        Map<Integer, List<Double>> lag = told.byPartition("consumer_lag_records");
        boolean isCaughtUp = lag.size() == PARTITIONS.size() && lag.values().stream().allMatch(List.of(0.0)::equals);
        return isApplied && isCaughtUp ? Optional.of(told) : Optional.empty();
    }

    /** Events that Kafka has not acknowledged, as practice knows. */
    long unsent() throws SQLException {
        return practice("select 'unsent', count(*) from outbox").get("unsent").longValue();
    }

    /** The highest number given to an event, whether it was stored or rolled back. */
    long lastEvent() throws SQLException {
        return practice("select 'last', last_value from outbox_id_seq").get("last").longValue();
    }

    void awaitPublished() {
        Awaitility.await("published").atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> unsent() == 0);
    }

    Map<Integer, Long> logEnds() throws Exception {
        try (Admin admin = admin()) {
            Map<TopicPartition, OffsetSpec> latest = PARTITIONS.stream().collect(Collectors.toMap(id -> id, id -> OffsetSpec.latest()));
            return byNumber(admin.listOffsets(latest).all().get(), end -> end.offset());
        }
    }

    /** Those of the learners whose answers are in one of the partitions. */
    List<Learner> inPartitions(Set<Integer> partitions, List<Learner> learners) throws SQLException {
        Map<String, Double> partition = analytics("select learner, partition from learner");
        return learners.stream().filter(learner -> partitions.contains(partition.get(learner.name()).intValue())).toList();
    }

    /** Answers in the analytics database by topic and outcome. */
    Map<String, Double> committed() throws SQLException {
        return analytics(TOTALS);
    }

    /** Learners' last numbers in the analytics database, of those of whom no number is missing below it. */
    Map<String, Double> applied() throws SQLException {
        return analytics("select learner, last_sequence from learner where missing = '{}'");
    }

    /** How far each partition is applied. */
    Map<Integer, Long> storedOffsets() throws SQLException {
        Map<Integer, Long> offsets = new TreeMap<>();
        analytics("select partition, next_offset from partition_offset").forEach((partition, offset) ->
                offsets.put(Integer.valueOf(partition), offset.longValue()));
        return offsets;
    }

    /** The same as Kafka's tools see it. */
    Map<Integer, Long> mirroredOffsets() throws Exception {
        try (Admin admin = admin()) {
            return byNumber(admin.listConsumerGroupOffsets("analytics").partitionsToOffsetAndMetadata().get(), offset -> offset.offset());
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()));
    }

    private static <T> Map<Integer, Long> byNumber(Map<TopicPartition, T> offsets, ToLongFunction<T> offset) {
        Map<Integer, Long> byNumber = new TreeMap<>();
        offsets.forEach((id, value) -> byNumber.put(id.partition(), offset.applyAsLong(value)));
        return byNumber;
    }

    /** Every row of the analytics database. */
    List<String> allThatIsStored() throws SQLException {
        List<String> rows = new ArrayList<>();
        for (String table : List.of("partition_offset", "learner", "learner_topic", "topic_total")) {
            rows.addAll(analytics("select t::text, 1 from " + table + " t").keySet());
        }
        return rows;
    }

    private Map<String, Double> practice(String query) throws SQLException {
        return query("practice", query);
    }

    private Map<String, Double> analytics(String query) throws SQLException {
        return query("analytics", query);
    }

    private Map<String, Double> query(String database, String query) throws SQLException {
        try (Connection connection = stack.database(database); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            Map<String, Double> values = new TreeMap<>();
            while (row.next()) {
                values.put(row.getString(1), row.getDouble(2));
            }
            return values;
        }
    }
}
