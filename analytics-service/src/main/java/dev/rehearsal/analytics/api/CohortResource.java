package dev.rehearsal.analytics.api;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

import dev.rehearsal.analytics.mastery.Cohort;
import dev.rehearsal.analytics.problem.Problems;
import dev.rehearsal.analytics.store.MasteryStore;
import io.agroal.api.AgroalDataSource;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** All learners of a topic together: how they stand, how that went, and which questions are hard for them. */
@Path("/api/v1/topics/{topic}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Mastery")
@Authenticated
public class CohortResource {

    private final MasteryStore store;

    CohortResource(AgroalDataSource dataSource) {
        store = new MasteryStore(dataSource);
    }

    @GET
    @Path("mastery")
    @Operation(summary = "All learners' mastery of a topic")
    @APIResponse(responseCode = "200", description = "The cohort's mastery")
    @APIResponse(responseCode = "404", description = "A topic without answers")
    public TopicView ofTopic(@Parameter(example = "databases") @PathParam("topic") String topic) {
        return store.topic(topic).map(mastery -> TopicView.of(mastery, Instant.now()))
                .orElseThrow(() -> Problems.notFound("No answer on this topic is known."));
    }

    @GET
    @Path("mastery/history")
    @Operation(summary = "All learners' mastery of a topic by day", description = "A row for each day (UTC) with an answer that "
            + "counts for mastery, by day. A day on which fewer than five learners had answered so far has none, and a topic "
            + "without answers is empty.")
    @APIResponse(responseCode = "200", description = "The cohort's history")
    @APIResponse(responseCode = "400", description = "A parameter is wrong")
    public CohortHistoryView history(@Parameter(example = "databases") @PathParam("topic") String topic,
            @RestQuery @DefaultValue("30") @Parameter(description = HistoryQuery.DAYS, schema = @Schema(type = SchemaType.INTEGER,
                    minimum = "1", maximum = "90", defaultValue = "30"), example = "30") String days) {
        return CohortHistoryView.of(store.cohortHistory(topic, HistoryQuery.count(days)));
    }

    @GET
    @Path("questions")
    @Operation(summary = "The hardest questions of a topic", description = "The hardest first, from the first answer of each "
            + "learner. A question with fewer than five learners is left out, and a topic without answers is empty.")
    @APIResponse(responseCode = "200", description = "The questions")
    @APIResponse(responseCode = "400", description = "A parameter is wrong")
    public QuestionsView questions(@Parameter(example = "databases") @PathParam("topic") String topic,
            @RestQuery @DefaultValue("20") @Parameter(description = "How many at most", schema = @Schema(type = SchemaType.INTEGER,
                    minimum = "1", maximum = "100", defaultValue = "20"), example = "20") String limit) {
        if (!limit.matches("[1-9][0-9]?|100")) {
            throw Problems.invalidQuery("limit", "must be from 1 to 100");
        }
        return QuestionsView.of(store.questions(topic, Cohort.SMALLEST), Integer.parseInt(limit));
    }
}
