package dev.rehearsal.analytics.api;

import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.resteasy.reactive.server.jaxrs.OutboundSseEventImpl;

import dev.rehearsal.analytics.database.Database.DatabaseException;
import dev.rehearsal.analytics.problem.Problems;
import dev.rehearsal.analytics.store.LearnerMastery;
import dev.rehearsal.analytics.store.MasteryStore;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.sse.OutboundSseEvent;

/**
 * Tells connected learners of their mastery when their answers are committed, by whichever replica: once a second the
 * database is asked for all of them together. For any number of threads.
 */
@ApplicationScoped
class LiveMastery {

    /** Of one replica; a few more when they come at the same moment. */
    static final int MOST_STREAMS = 1000;
    static final int SECONDS_BETWEEN_HEARTBEATS = 15;

    private final MasteryStore store;
    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
    private int ticks;
    private volatile boolean closed;

    LiveMastery(AgroalDataSource dataSource) {
        store = new MasteryStore(dataSource);
    }

    /** @param number of applied events: a late one raises it too */
    private record Version(long number, LearnerView view) {
    }

    /** One connection. A client that doesn't keep up misses events, but never the newest. */
    private static final class Stream {

        private final String learner;
        private final MultiEmitter<? super OutboundSseEvent> emitter;
        private volatile long told;

        Stream(String learner, MultiEmitter<? super OutboundSseEvent> emitter, long told) {
            this.learner = learner;
            this.emitter = emitter;
            this.told = told;
        }

        void tell(Version version) {
            told = version.number();
            emitter.emit(new OutboundSseEventImpl.BuilderImpl().name("mastery").id(Long.toString(told)).data(version.view()).build());
        }

        void heartbeat() {
            if (emitter.requested() > 0) { // else it would push out an event that waits
                emitter.emit(new OutboundSseEventImpl.BuilderImpl().comment("").build());
            }
        }
    }

    /**
     * Events of the learner's mastery, the first at once. What can go wrong is thrown here, before the stream begins.
     *
     * @param lastEventId of what the client knows; null
     */
    Multi<OutboundSseEvent> of(String learner, String lastEventId) {
        if (closed || streams.size() >= MOST_STREAMS) {
            throw Problems.unavailable("This replica has no stream left. Connect again later.");
        }
        Version first = version(learner);
        return Multi.createFrom().emitter(emitter -> {
            Stream stream = new Stream(learner, emitter, first.number());
            streams.add(stream);
            emitter.onTermination(() -> streams.remove(stream));
            if (!Long.toString(stream.told).equals(lastEventId)) {
                stream.tell(first);
            }
            if (closed) {
                emitter.complete();
            }
        }, BackPressureStrategy.LATEST);
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tick() {
        if (++ticks % SECONDS_BETWEEN_HEARTBEATS == 0) {
            streams.forEach(Stream::heartbeat);
        }
        try {
            tellChanges();
        } catch (DatabaseException e) {
            if (!e.isTransient()) {
                throw e;
            }
            // The consumer tells that the database is away; streams go on when it is back.
        }
    }

    private void tellChanges() {
        Map<String, List<Stream>> byLearner = streams.stream().collect(groupingBy(stream -> stream.learner));
        store.applied(byLearner.keySet()).forEach((learner, number) -> {
            List<Stream> behind = byLearner.get(learner).stream().filter(stream -> stream.told != number).toList();
            if (!behind.isEmpty()) {
                Version version = version(learner);
                behind.forEach(stream -> stream.tell(version));
            }
        });
    }

    private Version version(String learner) {
        Optional<LearnerMastery> mastery = store.learner(learner);
        return new Version(mastery.map(LearnerMastery::applied).orElse(0L), LearnerView.of(learner, mastery, Instant.now()));
    }

    /** At the very start of a shutdown, which otherwise would wait for the streams as for any request. */
    void close(@Observes ShutdownDelayInitiatedEvent event) {
        closed = true;
        streams.forEach(stream -> stream.emitter.complete());
    }
}
