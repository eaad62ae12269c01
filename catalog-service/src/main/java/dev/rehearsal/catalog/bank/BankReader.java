package dev.rehearsal.catalog.bank;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import dev.rehearsal.catalog.http.BodyFaults;
import dev.rehearsal.catalog.http.JsonSetup;
import dev.rehearsal.catalog.question.InvalidQuestion;
import dev.rehearsal.catalog.question.Question;
import dev.rehearsal.catalog.store.TopicEntity;

/** Reads the YAML of bank files, as strictly as JSON bodies are read. Any thread. */
public final class BankReader {

    private static final ObjectMapper YAML = new YAMLMapper();
    static {
        new JsonSetup().customize(YAML);
    }

    private BankReader() {
    }

    /**
     * @throws InvalidQuestion when the head isn't valid
     * @throws IOException     when the text isn't a bank file at all
     */
    public static BankFile file(byte[] text) throws IOException {
        try {
            return YAML.readValue(text, BankFile.class);
        } catch (ValueInstantiationException e) {
            if (e.getCause() instanceof InvalidQuestion invalid) {
                throw invalid;
            }
            throw e;
        }
    }

    /** @throws InvalidQuestion when the question's fields aren't those of a question; whether it obeys the rules is open */
    public static Question question(BankFile file, JsonNode text) {
        if (!(text instanceof ObjectNode fields)) {
            throw new InvalidQuestion("questions", "must be objects");
        }
        if (fields.has("subject")) {
            throw new InvalidQuestion("subject", "is given once, at the head of the file");
        }
        ObjectNode whole = fields.deepCopy().put("subject", file.subject());
        if (!whole.has("topics")) {
            whole.set("topics", YAML.valueToTree(file.topics()));
        }
        try {
            return file.withPractice(YAML.treeToValue(whole, Question.class));
        } catch (JsonMappingException e) {
            throw new InvalidQuestion(List.of(BodyFaults.violation(e)));
        } catch (IOException e) {
            throw new IllegalStateException("a tree was read before, so it can be read", e);
        }
    }

    static List<TopicEntity> topics(byte[] text) throws IOException {
        return YAML.readValue(text, new TypeReference<>() {
        });
    }
}
