package dev.rehearsal.analytics.event;

import java.io.IOException;
import java.util.Set;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;

/**
 * Reads the fields of a JSON object exactly as a schema wants them, in one pass without a tree (whole numbers up to
 * 2^63 - 1). For any number of threads.
 */
final class FieldReader {

    private final JsonFactory json = JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    /** Takes the value of a field, at which the parser is; skips it when it isn't one of the schema's. */
    interface Field {
        void read(String name, JsonParser parser) throws IOException, PoisonException;
    }

    void read(byte[] value, Field field) throws PoisonException {
        if (value == null) {
            throw new PoisonException(DeadLetterReason.MALFORMED_JSON, "no value");
        }
        try (JsonParser parser = json.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw parser.currentToken() == null ? malformed() : invalid("the value");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                field.read(name, parser);
            }
            if (parser.nextToken() != null) {
                throw malformed();
            }
        } catch (JacksonException e) {
            throw malformed();
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory", e);
        }
    }

    /** @param value null when the field was absent */
    static <T> T present(T value, String name) throws PoisonException {
        if (value == null) {
            throw new PoisonException(DeadLetterReason.MISSING_FIELD, name);
        }
        return value;
    }

    /** @param value null when it is not as the schema wants it */
    static <T> T valid(T value, String name) throws PoisonException {
        if (value == null) {
            throw invalid(name);
        }
        return value;
    }

    static String text(String name, JsonParser parser) throws IOException, PoisonException {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            throw invalid(name);
        }
        return parser.getText();
    }

    static String slug(String name, JsonParser parser) throws IOException, PoisonException {
        String slug = text(name, parser);
        return valid(Formats.isSlug(slug) ? slug : null, name);
    }

    static String oneOf(Set<String> words, String name, JsonParser parser) throws IOException, PoisonException {
        String word = text(name, parser);
        return valid(words.contains(word) ? word : null, name);
    }

    static Long instant(String name, JsonParser parser) throws IOException, PoisonException {
        return valid(Formats.instant(text(name, parser)), name);
    }

    static boolean bool(String name, JsonParser parser) throws PoisonException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw invalid(name);
        }
        return token == JsonToken.VALUE_TRUE;
    }

    static double score(String name, JsonParser parser) throws IOException, PoisonException {
        double score = parser.currentToken().isNumeric() ? parser.getDoubleValue() : -1;
        return valid(0 <= score && score <= 1 ? score : null, name);
    }

    /** JSON Schema's integer: 3 as well as 3.0. */
    static long whole(String name, JsonParser parser, long from, long to) throws IOException, PoisonException {
        if (parser.currentToken().isNumeric()) {
            try {
                long number = parser.hasToken(JsonToken.VALUE_NUMBER_INT) && parser.getNumberType() != NumberType.BIG_INTEGER
                        ? parser.getLongValue() : parser.getDecimalValue().longValueExact();
                return valid(from <= number && number <= to ? number : null, name);
            } catch (ArithmeticException e) {
                throw invalid(name);
            }
        }
        throw invalid(name);
    }

    static PoisonException invalid(String name) {
        return new PoisonException(DeadLetterReason.INVALID_VALUE, name);
    }

    private static PoisonException malformed() {
        return new PoisonException(DeadLetterReason.MALFORMED_JSON, "the value");
    }
}
