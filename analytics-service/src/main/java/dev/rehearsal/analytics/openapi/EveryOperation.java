package dev.rehearsal.analytics.openapi;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

import io.quarkus.smallrye.openapi.OpenApiFilter;

/** What the OpenAPI document says of each operation in the same words. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class EveryOperation implements OASFilter {

    private static final String PROBLEM = "HttpProblem";
    /** A problem that names each wrong field. */
    private static final String INVALID = "HttpValidationProblem";

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getPaths().getPathItems().values().stream().flatMap(path -> path.getOperations().values().stream())
                .forEach(operation -> complete(operation.getResponses()));
    }

    private static void complete(APIResponses responses) {
        // Quarkus adds a bare 403 to all that want a token. It is true where an endpoint tells of it itself.
        if (responses.hasAPIResponse("403") && responses.getAPIResponse("403").getContent() == null) {
            responses.removeAPIResponse("403");
        }
        if (responses.hasAPIResponse("400")) {
            responses.addAPIResponse("400", problem(INVALID, responses.getAPIResponse("400").getDescription()));
        }
        responses.addAPIResponse("401", problem(PROBLEM, "No valid token"));
        responses.addAPIResponse("503", problem(PROBLEM, (responses.hasAPIResponse("503")
                ? responses.getAPIResponse("503").getDescription() : "The database is away") + "; Retry-After says when to try again")
                .addHeader("Retry-After", OASFactory.createHeader().description("Seconds")
                        .schema(OASFactory.createSchema().addType(SchemaType.INTEGER)).example(1)));
    }

    private static APIResponse problem(String schema, String description) {
        return OASFactory.createAPIResponse().description(description).content(OASFactory.createContent()
                .addMediaType("application/problem+json", OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref("#/components/schemas/" + schema))));
    }
}
