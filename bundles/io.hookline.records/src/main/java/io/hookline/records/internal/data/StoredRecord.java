package io.hookline.records.internal.data;

import java.time.Instant;
import java.util.Map;

/**
 * A record in the database.
 *
 * @param id its number, which rises with each record
 * @param fields its fields in their original order
 * @param createdAt when it was created, to the millisecond
 */
public record StoredRecord(long id, String title, Map<String, String> fields, Instant createdAt) {}
