package dev.rehearsal.catalog.http;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param nextCursor cursor of the next page; null when this is the last one */
public record Page<T>(List<T> items, @Schema(description = "Pass it as cursor to go on", examples = "NDI") String nextCursor) {
}
