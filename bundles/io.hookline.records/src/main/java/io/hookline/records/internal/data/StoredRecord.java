package io.hookline.records.internal.data;

import java.time.Instant;
import java.util.Map;

/**
 * A record as it was written.
 *
 * @param id rises with each record
 * @param fields in the order they were given
 * @param createdAt to the millisecond
 */
public record StoredRecord(long id, String title, Map<String, String> fields, Instant createdAt) {}
