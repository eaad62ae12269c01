package dev.rehearsal.practice.openapi;

import java.util.List;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

import dev.rehearsal.practice.idempotency.Idempotency;
import io.quarkus.smallrye.openapi.OpenApiFilter;

/** What the OpenAPI document says of each operation in the same words. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class EveryOperation implements OASFilter {

    private static final String PROBLEM = "HttpProblem";
    /** A problem that names each wrong field. */
    private static final String INVALID = "HttpValidationProblem";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getPaths().getPathItems().values().forEach(path -> path.getOperations().forEach(EveryOperation::complete));
        api.getComponents().getSchemas().get("UUID").setExamples(List.of("019a3c5e-7b1f-7c42-9d3e-5f60718293a4"));
    }

    private static void complete(HttpMethod method, Operation operation) {
        APIResponses responses = operation.getResponses();
        // Quarkus adds a bare 403 to all that want a token. It is true where an endpoint tells of it itself.
        if (responses.hasAPIResponse("403") && responses.getAPIResponse("403").getContent() == null) {
            responses.removeAPIResponse("403");
        }
        if (method == HttpMethod.DELETE) {
            responses.addAPIResponse("409", retryable("With Retry-After: other requests of the learner are in progress"));
        } else if (method != HttpMethod.GET) {
            once(method, operation);
        }
        if (responses.hasAPIResponse("400")) {
            responses.addAPIResponse("400", problem(INVALID, responses.getAPIResponse("400").getDescription()));
        }
        responses.addAPIResponse("401", problem(PROBLEM, "No valid token"));
        responses.addAPIResponse("503", retryable((responses.hasAPIResponse("503")
                ? responses.getAPIResponse("503").getDescription() : "The database is away") + "; Retry-After says when to try again"));
    }

    /** All that writes, but for an erasure, goes by {@link Idempotency}. */
    private static void once(HttpMethod method, Operation operation) {
        operation.addParameter(OASFactory.createParameter().name(Idempotency.HEADER).in(Parameter.In.HEADER)
                .required(method == HttpMethod.POST)
                .description("Same key and body within 24 hours: same response")
                .schema(OASFactory.createSchema().addType(SchemaType.STRING).pattern("^[!-~]{1,128}$"))
                .example("3f6c1a52-0c0e-4c2a-9a53-2b8f0f4f7a11"));
        APIResponses responses = operation.getResponses();
        responses.addAPIResponse("400", OASFactory.createAPIResponse().description(operation.getRequestBody() == null
                ? "The Idempotency-Key is missing or malformed" : "The body or the Idempotency-Key is missing or wrong"));
        responses.addAPIResponse("409", retryable((responses.hasAPIResponse("409")
                ? responses.getAPIResponse("409").getDescription() + ". " : "")
                + "With Retry-After: a request with this Idempotency-Key is in progress"));
        responses.addAPIResponse("422", problem(PROBLEM, "The Idempotency-Key was used for another request"));
    }

    private static APIResponse retryable(String description) {
        return problem(PROBLEM, description).addHeader("Retry-After", OASFactory.createHeader().description("Seconds")
                .schema(OASFactory.createSchema().addType(SchemaType.INTEGER)).example(1));
    }

    private static APIResponse problem(String schema, String description) {
        return OASFactory.createAPIResponse().description(description).content(OASFactory.createContent()
                .addMediaType("application/problem+json", OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref("#/components/schemas/" + schema))));
    }
}
