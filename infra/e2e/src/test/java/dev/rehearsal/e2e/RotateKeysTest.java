package dev.rehearsal.e2e;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import dev.rehearsal.local.Service;
import dev.rehearsal.local.launcher.LocalStack;

/** Keys and secrets change while the services run: infra/runbooks/rotate-keys.md. */
@ExtendWith(SharedStack.class)
class RotateKeysTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static Stack stack;

    @BeforeAll
    static void up(Stack shared) {
        stack = shared;
    }

    @AfterEach
    void restore() {
        stack.restore();
    }

    @Test
    void servicesTakeTokensOfANewKeyWithoutARestartAndOfTheOldOneUntilItIsForgotten() throws Exception {
        List<Service> services = LocalStack.SERVICES.stream().map(stack::service).toList();
        List<Long> processes = services.stream().map(service -> service.process().pid()).toList();
        Runbook runbook = new Runbook(stack, "rotate-keys.md");
        String old = stack.token("ada");
        runbook.run("Rotate the local stack's key");
        String young = stack.token("ada");
        for (Service service : services) {
            // A stranger's token has made the service read the keys just before: it does so again after ten seconds.
            status(service, ofUnknownKey(young));
            Awaitility.await().atMost(SOON).until(() -> status(service, young) == 200);
            assertEquals(200, status(service, old), service.name());
        }
        runbook.run("Forget the local stack's old key");
        for (Service service : services) {
            Awaitility.await().atMost(SOON).until(() -> status(service, ofUnknownKey(young)) == 401 && status(service, old) == 401);
            assertEquals(200, status(service, young), service.name());
        }
        assertEquals(processes, services.stream().map(service -> service.process().pid()).toList());
    }

    @Test
    void practiceTakesAnswersWhileTheIssuerRefusesItsSecret() throws Exception {
        Service practice = stack.replica("practice", Map.of("REHEARSAL_CLIENT_SECRET", "of before"));
        practice.start();
        Tally tally = new Tally();
        Learner ada = new Learner(stack.token("learner-" + UUID.randomUUID()), tally);
        assertEquals(1, ada.answer(practice));
        assertEquals(2, ada.answer(practice));
    }

    private static int status(Service service, String token) {
        String path = service.name().equals("analytics") ? "/api/v1/mastery" : "/api/v1/topics";
        return given().auth().oauth2(token).get(service.url() + path).statusCode();
    }

    private static String ofUnknownKey(String token) {
        String[] parts = token.split("[.]", 2);
        String header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        String other = header.replaceAll("\"kid\":\"[^\"]*\"", "\"kid\":\"" + UUID.randomUUID() + "\"");
        return Base64.getUrlEncoder().withoutPadding().encodeToString(other.getBytes(StandardCharsets.UTF_8)) + "." + parts[1];
    }
}
