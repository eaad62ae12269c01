package dev.rehearsal.catalog.http;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;

import dev.rehearsal.catalog.question.Violation;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

/** Says what is wrong with a body that can't be read, in the client's terms: the library's messages name our classes. */
public class BodyFaults {

    private static final int BEFORE_LIBRARY = 1;

    @ServerExceptionMapper(priority = BEFORE_LIBRARY, value = { MismatchedInputException.class,
            UnrecognizedPropertyException.class, InvalidFormatException.class })
    Response unfit(MismatchedInputException fault) {
        return Problems.invalid(List.of(violation(fault))).toResponse();
    }

    @ServerExceptionMapper(priority = BEFORE_LIBRARY)
    Response refused(WebApplicationException fault) {
        Response.StatusType status = fault.getResponse().getStatusInfo();
        HttpProblem.Builder problem = HttpProblem.builder().withStatus(status).withTitle(status.getReasonPhrase());
        switch (status.getStatusCode()) {
            case 400 -> problem.withDetail(fault.getCause() instanceof JsonProcessingException json ? malformed(json)
                    : "The request can't be read.");
            case 405 -> problem.withDetail("This resource has no such method; OPTIONS lists those it has.");
            case 406 -> problem.withDetail("None of the media types in Accept is served here.");
            case 413 -> problem.withDetail("The body is too large.");
            case 415 -> problem.withDetail("Content-Type is missing or not one that is read here.");
            default -> { }
        }
        return problem.build().toResponse();
    }

    /** Where a body stops being JSON or YAML in UTF-8. */
    private static String malformed(JsonProcessingException fault) {
        return fault.getLocation() == null ? "The body is malformed."
                : "The body is malformed at line %d, column %d.".formatted(fault.getLocation().getLineNr(),
                        fault.getLocation().getColumnNr());
    }

    /** What a field of a well-formed body should have been. */
    public static Violation violation(JsonMappingException fault) {
        String field = fault.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(joining()).replaceFirst("^\\.", "");
        return new Violation(field, fault instanceof UnrecognizedPropertyException ? "is not a field here"
                : "must be " + expected(fault));
    }

    private static String expected(JsonMappingException fault) {
        Class<?> type = fault instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        if (type == null || type.isRecord()) {
            return "an object with the fields described in the API";
        }
        if (type.isEnum()) {
            return "one of " + Stream.of(type.getEnumConstants()).map(Object::toString).collect(joining(", "));
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == int.class) {
            return "a whole number";
        }
        return type == String.class ? "text" : "a list without null";
    }
}
