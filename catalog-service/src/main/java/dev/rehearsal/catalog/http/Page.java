package dev.rehearsal.catalog.http;

import java.util.List;

/** @param nextCursor cursor of the next page; null when this is the last one */
public record Page<T>(List<T> items, String nextCursor) {
}
