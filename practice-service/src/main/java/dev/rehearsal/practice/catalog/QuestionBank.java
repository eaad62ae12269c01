package dev.rehearsal.practice.catalog;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jboss.logging.Logger;

import dev.rehearsal.practice.catalog.CatalogClient.Changes;
import dev.rehearsal.practice.catalog.CopyStore.State;
import dev.rehearsal.practice.problem.Problems;
import dev.rehearsal.practice.question.Question;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

/**
 * The questions, from the last-good copy: no request waits on the catalog. One replica at a time refreshes the copy in
 * the background; every replica then reloads what it offers. Any thread.
 */
@ApplicationScoped
public class QuestionBank {

    private static final Logger LOG = Logger.getLogger(QuestionBank.class);
    private static final Duration REFRESH_AFTER = Duration.ofSeconds(20);
    private static final Duration CLAIM = Duration.ofSeconds(30);

    /** This replica has questions to offer, for the first time. Told on the thread of the periodic refresh. */
    public record FirstQuestions() {
    }

    private record Key(String slug, int revision) {
    }

    private record Offer(State copied, List<Question> questions) {
    }

    private final CopyStore store;
    private final CatalogFeed feed;
    private final Clock clock;
    private final Event<FirstQuestions> first;
    /** A revision's text never changes, its subject's kind may: kept until the copy moves. Bounded by what sessions ask for. */
    private final Map<Key, Question> revisions = new ConcurrentHashMap<>();
    private volatile Offer offer = new Offer(new State(null, Instant.MIN), List.of());
    private volatile boolean catalogAway;
    private volatile boolean firstTold;

    QuestionBank(CopyStore store, CatalogFeed feed, Clock clock, Event<FirstQuestions> first, MeterRegistry metrics) {
        this.store = store;
        this.feed = feed;
        this.clock = clock;
        this.first = first;
        Gauge.builder("catalog.copy.age.seconds", this, QuestionBank::ageSeconds)
                .description("Since the questions were last compared with the catalog's").register(metrics);
    }

    /** @return the published questions, by slug; 503 when nothing was ever copied */
    public List<Question> offered() {
        if (offer.questions.isEmpty()) {
            reload();
        }
        if (offer.questions.isEmpty()) {
            throw Problems.unavailable("The questions have not been loaded from the catalog yet. Try again later.");
        }
        return offer.questions;
    }

    /** @return the revision, which a session refers to and so is in the copy */
    public Question revision(String slug, int revision) {
        Key key = new Key(slug, revision);
        Question known = revisions.get(key);
        if (known == null) {
            known = store.revision(slug, revision)
                    .orElseThrow(() -> new IllegalStateException("no copy of " + slug + " revision " + revision));
            revisions.put(key, known);
        }
        return known;
    }

    @Scheduled(every = "${rehearsal.catalog.poll}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        Instant now = clock.instant();
        store.claim(now, now.plus(CLAIM), now.minus(REFRESH_AFTER)).ifPresent(state -> follow(state.cursor()));
        reload();
        if (!firstTold && !offer.questions.isEmpty()) {
            firstTold = true;
            first.fire(new FirstQuestions());
        }
    }

    private void follow(String from) {
        String cursor = from;
        try {
            Changes changes;
            do {
                changes = feed.after(cursor);
                store.apply(cursor, changes, clock.instant());
                cursor = changes.nextCursor();
            } while (!changes.items().isEmpty());
            if (catalogAway) {
                LOG.info("catalog back");
            }
            catalogAway = false;
        } catch (RuntimeException e) {
            if (!catalogAway) {
                LOG.warnf("catalog away, going on %s: %s", offer.copied.cursor() == null ? "without questions"
                        : "with the copy of " + offer.copied.refreshedAt(), e.toString());
            }
            catalogAway = true;
            store.release();
        }
    }

    private void reload() {
        State copied = store.state();
        if (copied.cursor() != null && !copied.cursor().equals(offer.copied.cursor())) {
            offer = new Offer(copied, store.selectable());
            revisions.clear();
        } else {
            offer = new Offer(copied, offer.questions);
        }
    }

    private double ageSeconds() {
        return offer.copied.cursor() == null ? Double.NaN
                : Duration.between(offer.copied.refreshedAt(), clock.instant()).toMillis() / 1000.0;
    }
}
