package dev.rehearsal.catalog.openapi;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

import dev.rehearsal.catalog.bank.ImportLine;
import dev.rehearsal.catalog.question.QuestionType;
import dev.rehearsal.catalog.question.Status;
import dev.rehearsal.catalog.question.SubjectKind;
import io.quarkus.smallrye.openapi.OpenApiFilter;

/** What the OpenAPI document says of each operation in the same words, and of the domain, which knows no annotations. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class EveryOperation implements OASFilter {

    private static final List<Class<? extends Enum<?>>> ENUMS = List.of(QuestionType.class, Status.class, SubjectKind.class,
            ImportLine.Outcome.class);

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getPaths().getPathItems().values().stream().flatMap(path -> path.getOperations().values().stream())
                .forEach(EveryOperation::complete);
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        // Else the document would have the names of the constants, which no client ever sees.
        ENUMS.forEach(type -> schemas.get(type.getSimpleName())
                .setEnumeration(Stream.of(type.getEnumConstants()).<Object>map(Object::toString).toList()));
    }

    private static void complete(Operation operation) {
        APIResponses responses = operation.getResponses();
        // Quarkus adds a bare 403 to all that want a token. It is true where an endpoint tells of it itself.
        if (responses.hasAPIResponse("403") && responses.getAPIResponse("403").getContent() == null) {
            responses.removeAPIResponse("403");
        }
        responses.addAPIResponse("401", problem("No valid token"));
        responses.addAPIResponse("503", problem("The database is away; Retry-After says when to try again")
                .addHeader("Retry-After", OASFactory.createHeader().description("Seconds")
                        .schema(OASFactory.createSchema().addType(SchemaType.INTEGER)).example(1)));
        if (responses.hasAPIResponse("304")) {
            operation.addParameter(OASFactory.createParameter().name("If-None-Match").in(Parameter.In.HEADER)
                    .description("The ETag of the response you have").schema(OASFactory.createSchema().addType(SchemaType.STRING))
                    .example("\"17.1\""));
        }
    }

    private static APIResponse problem(String description) {
        return OASFactory.createAPIResponse().description(description).content(OASFactory.createContent()
                .addMediaType("application/problem+json", OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref("#/components/schemas/HttpProblem"))));
    }
}
