package dev.rehearsal.practice.catalog;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.TreeMap;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** The topics one can practise now, so that a client needs no address but this service's. */
@Path("/api/v1/topics")
@Tag(name = "Topics")
@Authenticated
public class TopicResource {

    private final QuestionBank bank;

    TopicResource(QuestionBank bank) {
        this.bank = bank;
    }

    public record Topic(@Schema(examples = "databases") String topic, @Schema(examples = "24") long questions) {
    }

    public record Topics(List<Topic> items) {
    }

    @GET
    @Operation(summary = "Topics with published questions, by name")
    @APIResponse(responseCode = "200", description = "All of them")
    @APIResponse(responseCode = "503", description = "No questions were loaded from the catalog yet, or the database is away")
    public Topics topics() {
        var counts = bank.offered().stream().flatMap(question -> question.topics().stream())
                .collect(groupingBy(topic -> topic, TreeMap::new, counting()));
        return new Topics(counts.entrySet().stream().map(entry -> new Topic(entry.getKey(), entry.getValue())).toList());
    }
}
