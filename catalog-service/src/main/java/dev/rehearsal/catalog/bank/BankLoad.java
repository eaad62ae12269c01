package dev.rehearsal.catalog.bank;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

import dev.rehearsal.catalog.bank.ImportLine.Outcome;
import dev.rehearsal.catalog.question.InvalidQuestion;
import dev.rehearsal.catalog.store.CatalogState;
import dev.rehearsal.catalog.store.TopicEntity;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Loads the packaged bank at the start, in one transaction, when it isn't the one that was loaded last. Of several replicas
 * one loads and the others wait. The service is ready after that.
 */
@Readiness
@ApplicationScoped
class BankLoad implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(BankLoad.class);
    private static final Duration WAIT = Duration.ofMillis(200);

    private volatile boolean done;

    void onStart(@Observes StartupEvent start) throws IOException, InterruptedException {
        PackagedBank bank = PackagedBank.fromClassPath();
        while (!load(bank)) {
            Thread.sleep(WAIT.toMillis());
        }
        done = true;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("question bank loaded").status(done).build();
    }

    /** @return false when another replica writes just now: call again. No longer wait in the database than a request's. */
    boolean load(PackagedBank bank) {
        String digest = bank.digest();
        return QuarkusTransaction.requiringNew().call(() -> {
            Optional<CatalogState> state = CatalogState.tryLock();
            if (state.isPresent() && !digest.equals(state.get().bankDigest)) {
                store(bank, state.get());
                state.get().bankDigest = digest;
            }
            return state.isPresent();
        });
    }

    private static void store(PackagedBank bank, CatalogState state) throws IOException {
        state.nextChange(); // topics have no number of their own, and lists with a name of theirs must look changed
        for (TopicEntity topic : BankReader.topics(bank.topics())) {
            TopicEntity.getEntityManager().merge(topic);
        }
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        bank.files().forEach((name, text) -> {
            try {
                for (ImportLine line : BankImport.run(BankReader.file(text), state, true)) {
                    outcomes.merge(line.outcome(), 1, Integer::sum);
                    if (line.outcome() == Outcome.INVALID) {
                        LOG.errorf("question left out: %s, %s: %s", name, line.slug(), line.problem());
                    }
                }
            } catch (IOException | InvalidQuestion e) {
                LOG.errorf("bank file left out: %s: %s", name, e.getMessage());
            }
        });
        LOG.infof("question bank loaded: %s", outcomes);
    }
}
