package dev.rehearsal.catalog.topic;

import java.util.List;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import dev.rehearsal.catalog.http.Cached;
import dev.rehearsal.catalog.http.Page;
import dev.rehearsal.catalog.question.Status;
import dev.rehearsal.catalog.reading.Tags;
import dev.rehearsal.catalog.store.CatalogState;
import dev.rehearsal.catalog.store.TopicEntity;
import io.quarkus.security.Authenticated;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;

/** Lists the topics with the number of questions learners find on each. All of them: there are a dozen or so. */
@Path("/api/v1/topics")
@Tag(name = "Topics")
@Authenticated
@Transactional
public class TopicResource {

    private static final String COUNTED = """
            select t.slug, t.name, t.description, (select count(*) from RevisionEntity r join r.question q
                where r.number = q.published and q.status <> :retired and t.slug member of r.topics)
            from TopicEntity t order by t.slug
            """;

    /** @param questions how many published questions have the topic, as the primary one or not */
    public record Topic(
            @Schema(examples = "databases") String slug,
            @Schema(examples = "Databases") String name,
            @Schema(examples = "Modelling data and querying it well.") String description,
            @Schema(description = "Published questions on it", examples = "42") long questions) {
    }

    @GET
    @Operation(summary = "All topics")
    @APIResponse(responseCode = "200", description = "All of them, with an ETag")
    @APIResponse(responseCode = "304", description = "Unchanged since the response whose ETag came in If-None-Match")
    public RestResponse<Page<Topic>> topics(@Context Request request) {
        return Cached.forAMinute(request, Tags.list(CatalogState.lastCommittedChange()), () -> new Page<>(counted(), null));
    }

    private static List<Topic> counted() {
        return TopicEntity.find(COUNTED, Map.of("retired", Status.RETIRED)).project(Topic.class).list();
    }
}
