package dev.rehearsal.practice.problem;

import static java.util.stream.Collectors.joining;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;

import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

/** Says what is wrong with a body that can't be read, in the client's terms: the library's messages name our classes. */
class BodyFaults {

    @ServerExceptionMapper(priority = 1, value = { MismatchedInputException.class, UnrecognizedPropertyException.class,
            InvalidFormatException.class })
    Response unfit(MismatchedInputException fault) {
        boolean unknown = fault instanceof UnrecognizedPropertyException;
        return Problems.invalidBody(field(fault), unknown ? "is not a field here" : "must be " + expected(fault.getTargetType()))
                .toResponse();
    }

    @ServerExceptionMapper(value = WebApplicationException.class, priority = 1)
    Response refused(WebApplicationException fault) {
        if (fault.getResponse().hasEntity()) {
            return fault.getResponse();
        }
        Response.StatusType status = fault.getResponse().getStatusInfo();
        HttpProblem.Builder problem = HttpProblem.builder().withStatus(status).withTitle(status.getReasonPhrase());
        if (fault.getCause() instanceof JsonProcessingException json) {
            JsonLocation place = json.getLocation();
            problem.withDetail("The body is not JSON, see line %d, column %d.".formatted(place.getLineNr(), place.getColumnNr()));
        }
        return problem.build().toResponse();
    }

    private static String field(JsonMappingException fault) {
        String path = fault.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(joining()).replaceFirst("^\\.", "");
        return path.isEmpty() ? "body" : path;
    }

    private static String expected(Class<?> type) {
        if (type == null || type.isRecord()) {
            return "an object with the fields described in the API";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "a whole number";
        }
        return type == Boolean.class ? "true or false" : type == String.class ? "text" : "a list";
    }
}
