package dev.rehearsal.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.rehearsal.local.Service;

/** Learners with a token and a session each, whose next question has been served: all that comes before an answer. */
final class Learners {

    private static final int CLIENTS = 32;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An answer ready to be posted. @param topics how often it counts in topic_answers_total */
    record Ready(String url, String token, String body, int topics) {
    }

    private final Bench bench;
    private final List<String> tokens = new ArrayList<>();

    Learners(Bench bench) {
        this.bench = bench;
    }

    /** @return an answer of each of {@code count} learners, in sessions made now */
    List<Ready> serve(Service practice, int count) throws Exception {
        for (int i = tokens.size(); i < count; i++) {
            tokens.add(null);
        }
        Ready[] ready = new Ready[count];
        Work.share(CLIENTS, count, i -> ready[i] = serveOne(practice, i));
        return List.of(ready);
    }

    private Ready serveOne(Service practice, int learner) throws IOException {
        String token = tokens.get(learner);
        if (token == null) {
            token = Client.token(bench.issuer(), "bench-" + learner);
            tokens.set(learner, token);
        }
        JsonNode session = JSON.readTree(Client.post(practice.url() + "/api/v1/sessions", token, "{\"questionCount\":1}"));
        String url = practice.url() + "/api/v1/sessions/" + session.get("id").asText();
        JsonNode question = JSON.readTree(Client.get(url + "/next", token));
        String given = question.path("choices").isEmpty() ? "\"revealed\":true" : "\"choices\":[\"a\"]";
        return new Ready(url + "/answers", token, "{\"question\":\"" + question.get("question").asText() + "\"," + given + "}",
                question.get("topics").size());
    }
}
