package dev.rehearsal.catalog.bank;

import java.io.IOException;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

import dev.rehearsal.catalog.http.Page;
import dev.rehearsal.catalog.http.Problems;
import dev.rehearsal.catalog.reading.Roles;
import dev.rehearsal.catalog.store.CatalogState;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Takes a bank file from an editor. */
@Path("/api/v1/questions/import")
@Tag(name = "Editing")
@RolesAllowed(Roles.EDITOR)
public class ImportResource {

    private static final String EXAMPLE = """
            number: 41
            subject: message-order
            title: Order of messages
            kind: knowledge
            topics: [concurrency]
            questions:
              - slug: message-order-within
                type: single-choice
                difficulty: 1
                prompt: Within what does Kafka keep the order of records?
                choices:
                  - { id: a, text: A partition, right: true, reason: "It is one log, read from front to back." }
                  - { id: b, text: A topic, right: false, reason: "Its partitions are read side by side." }
                explanation: Give records the same key when their order matters.
            """;

    @POST
    @Consumes("application/yaml")
    @Transactional
    @Operation(summary = "Import a bank file", description = """
            Creates and publishes questions that are new, makes and publishes a revision of those that changed, and tells
            what became of each. A question that isn't valid stops no other. A retired question stays retired.""")
    @APIResponse(responseCode = "200", description = "A line for each question")
    @APIResponse(responseCode = "400", description = "Not a bank file",
            content = @Content(mediaType = Problems.MEDIA_TYPE, schema = @Schema(ref = Problems.INVALID)))
    @APIResponse(responseCode = "403", description = "Without the role editor")
    public Page<ImportLine> importFile(@RequestBody(required = true, content = @Content(mediaType = "application/yaml",
            schema = @Schema(type = SchemaType.STRING), example = EXAMPLE)) byte[] body) throws IOException {
        BankFile file = read(body);
        return new Page<>(BankImport.run(file, CatalogState.lock(), false), null);
    }

    /** What isn't YAML is told as for other bodies. */
    private static BankFile read(byte[] body) throws IOException {
        try {
            return BankReader.file(body);
        } catch (MismatchedInputException unfit) {
            throw unfit;
        } catch (JsonProcessingException malformed) {
            throw new BadRequestException(malformed);
        }
    }
}
