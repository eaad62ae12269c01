package dev.rehearsal.analytics.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.rehearsal.analytics.ComponentTest;
import dev.rehearsal.analytics.Events;
import io.agroal.api.AgroalDataSource;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.inject.Inject;
import jakarta.ws.rs.sse.OutboundSseEvent;

/** What takes long, or an end of the service, over HTTP. */
@ComponentTest
class LiveMasteryTest {

    private final String ada = Events.someone();
    private final List<OutboundSseEvent> events = new ArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private LiveMastery live;

    @Inject
    void create(AgroalDataSource dataSource) {
        live = new LiveMastery(dataSource);
    }

    @Test
    void aStreamWithoutChangesHasAHeartbeat() {
        connect();
        Stream.generate(() -> live).limit(2 * LiveMastery.SECONDS_BETWEEN_HEARTBEATS).forEach(LiveMastery::tick);
        assertEquals(3, events.size(), "the first event and two heartbeats");
        assertEquals("mastery", events.get(0).getName());
        assertEquals("", events.get(2).getComment());
    }

    @Test
    void aReplicaHasSoManyStreamsAndSaysWhenToComeAgain() {
        List<Cancellable> streams = Stream.generate(this::connect).limit(LiveMastery.MOST_STREAMS).toList();
        HttpProblem refused = assertThrows(HttpProblem.class, this::connect);
        assertEquals(503, refused.getStatusCode());
        assertEquals(1, refused.getHeaders().get("Retry-After"));
        streams.get(0).cancel();
        connect();
    }

    @Test
    void aReplicaThatStopsEndsItsStreamsAndTakesNoMore() {
        connect();
        live.close(new ShutdownDelayInitiatedEvent());
        assertTrue(ended.get());
        assertThrows(HttpProblem.class, this::connect);
    }

    private Cancellable connect() {
        return live.of(ada, null).subscribe().with(events::add, Throwable::printStackTrace, () -> ended.set(true));
    }
}
