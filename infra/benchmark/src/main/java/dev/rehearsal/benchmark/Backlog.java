package dev.rehearsal.benchmark;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/** Answer events of one shape, in the order of their arrival: whose and on which topic. Everything else follows. */
record Backlog(String name, int[] learners, int[] topics) {

    private static final List<String> TOPICS = List.of("databases", "api-design", "architecture", "concurrency", "security", "performance",
            "scaling", "reliability", "operations", "languages-runtimes", "engineering-practice", "delivery", "career");
    private static final int ACTIVE_SESSIONS = 500;
    private static final int ANSWERS_A_SESSION = 10;

    /** Each pair of a learner and a topic once, and no learner twice in a batch. */
    static Backlog wide(int events) {
        int all = events / TOPICS.size();
        return of("wide (each learner and topic once)", all * TOPICS.size(), i -> new int[] { i % all, i / all });
    }

    /** Sessions of ten answers on two topics each; 500 of them are under way at any time. */
    static Backlog sessions(int learners, int events) {
        int[] started = new int[1];
        return of("sessions (%,d learners, ten answers on two topics)".formatted(learners), events,
                sessions(() -> started[0]++ % learners, TOPICS.size() - 1));
    }

    /** Every learner on two topics once, and then such sessions of any of them on those. */
    static Backlog spread(int learners, int answers) {
        Random random = new Random(5);
        IntFunction<int[]> sessions = sessions(() -> random.nextInt(learners), 1);
        return of("%,d learners".formatted(learners), 2 * learners + answers,
                i -> i < 2 * learners ? new int[] { i % learners, i / learners } : sessions.apply(i));
    }

    /** @param pairs of topics next to each other */
    private static IntFunction<int[]> sessions(IntSupplier learner, int pairs) {
        Random random = new Random(1);
        int[][] active = new int[ACTIVE_SESSIONS][3]; // learner, topic, answers left
        return i -> {
            int[] session = active[random.nextInt(ACTIVE_SESSIONS)];
            if (session[2] == 0) {
                session[0] = learner.getAsInt();
                session[1] = random.nextInt(pairs);
                session[2] = ANSWERS_A_SESSION;
            }
            session[2]--;
            return new int[] { session[0], session[1] + session[2] % 2 };
        };
    }

    private static Backlog of(String name, int events, IntFunction<int[]> event) {
        int[] learners = new int[events];
        int[] topics = new int[events];
        for (int i = 0; i < events; i++) {
            int[] pair = event.apply(i);
            learners[i] = pair[0];
            topics[i] = pair[1];
        }
        return new Backlog(name, learners, topics);
    }

    int size() {
        return learners.length;
    }

    static String learner(int number) {
        return "learner-" + number;
    }

    static String topic(int number) {
        return TOPICS.get(number);
    }

    /** The events' numbers by partition of the log. */
    List<List<Integer>> byPartition() {
        List<List<Integer>> partitions = new ArrayList<>();
        IntStream.range(0, Bench.PARTITIONS).forEach(partition -> partitions.add(new ArrayList<>()));
        for (int i = 0; i < learners.length; i++) {
            byte[] key = learner(learners[i]).getBytes(StandardCharsets.UTF_8);
            partitions.get(Utils.toPositive(Utils.murmur2(key)) % Bench.PARTITIONS).add(i);
        }
        return partitions;
    }

    /** Writes the events to a Kafka topic, as the practice service does. */
    void send(Map<String, Object> kafka, String topic) {
        Map<String, Object> settings = new java.util.HashMap<>(kafka);
        settings.putAll(Map.of("acks", "all", "max.in.flight.requests.per.connection", 1, "linger.ms", 20, "batch.size", 200_000, "compression.type", "lz4"));
        Random random = new Random(2);
        int[] sequences = new int[IntStream.of(learners).max().orElseThrow() + 1];
        AtomicReference<Exception> failed = new AtomicReference<>();
        Instant now = Instant.now().minusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < learners.length; i++) {
                String learner = learner(learners[i]);
                UUID id = new UUID(random.nextLong(), random.nextLong());
                long sequence = ++sequences[learners[i]];
                String value = VALUE.formatted(id, learner, sequence, id, topics[i] % 100, topic(topics[i]), random.nextInt(5) + 1,
                        random.nextInt(3) == 0 ? "0.0" : "1.0", now, now.plusMillis(i), now.plusMillis(i));
                var record = new ProducerRecord<>(topic, bytes(learner), bytes(value));
                record.headers().add("ce_specversion", bytes("1.0")).add("ce_id", bytes(id.toString())).add("ce_source", bytes("/benchmark"))
                        .add("ce_type", bytes("answer.scored")).add("ce_schemaversion", bytes("1.0"))
                        .add("ce_sequence", bytes(Long.toString(sequence))).add("content-type", bytes("application/json"));
                producer.send(record, (metadata, failure) -> {
                    if (failure != null) {
                        failed.set(failure);
                    }
                });
            }
        }
        if (failed.get() != null) {
            throw new IllegalStateException("the backlog is not whole", failed.get());
        }
    }

    /** @return seconds that a consumer takes which only reads */
    double read(Map<String, Object> kafka, String topic) {
        try (var consumer = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, Bench.PARTITIONS).mapToObj(p -> new TopicPartition(topic, p)).toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long start = System.nanoTime();
            for (int read = 0; read < size();) {
                read += consumer.poll(Duration.ofSeconds(1)).count();
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final String VALUE = """
            {"answer":"%s","learner":"%s","sequence":%d,"session":"%s","question":"question-%d","revision":1,\
            "questionType":"single-choice","subject":"subject","subjectKind":"knowledge","topics":["%s"],"difficulty":%d,\
            "score":%s,"revealed":false,"hintsUsed":0,"scoredBy":"key","countsForMastery":true,"servedAt":"%s","answeredAt":"%s","scoredAt":"%s"}""";
}
