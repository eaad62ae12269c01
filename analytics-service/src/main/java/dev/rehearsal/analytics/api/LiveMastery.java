package dev.rehearsal.analytics.api;

import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.resteasy.reactive.server.jaxrs.OutboundSseEventImpl;

import dev.rehearsal.analytics.database.Database.DatabaseException;
import dev.rehearsal.analytics.problem.Problems;
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

        void tell(LearnerView view) {
            told = view.appliedSequence();
            emitter.emit(new OutboundSseEventImpl.BuilderImpl().name("mastery").id(Long.toString(told)).data(view).build());
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
        LearnerView first = view(learner);
        return Multi.createFrom().emitter(emitter -> {
            Stream stream = new Stream(learner, emitter, first.appliedSequence());
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
        store.appliedSequences(byLearner.keySet()).forEach((learner, sequence) -> {
            List<Stream> behind = byLearner.get(learner).stream().filter(stream -> stream.told != sequence).toList();
            if (!behind.isEmpty()) {
                LearnerView view = view(learner);
                behind.forEach(stream -> stream.tell(view));
            }
        });
    }

    private LearnerView view(String learner) {
        return LearnerView.of(learner, store.learner(learner), Instant.now());
    }

    /** At the very start of a shutdown, which otherwise would wait for the streams as for any request. */
    void close(@Observes ShutdownDelayInitiatedEvent event) {
        closed = true;
        streams.forEach(stream -> stream.emitter.complete());
    }
}
