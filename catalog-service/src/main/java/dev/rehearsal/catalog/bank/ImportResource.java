package dev.rehearsal.catalog.bank;

import java.io.IOException;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

import dev.rehearsal.catalog.http.Page;
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

    @POST
    @Consumes("application/yaml")
    @Transactional
    @Operation(summary = "Import a bank file", description = """
            Creates and publishes questions that are new, makes and publishes a revision of those that changed, and tells
            what became of each. A question that isn't valid stops no other. A retired question stays retired.""")
    public Page<ImportLine> importFile(@RequestBody(required = true, content = @Content(mediaType = "application/yaml",
            schema = @Schema(type = SchemaType.STRING))) byte[] body) throws IOException {
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
