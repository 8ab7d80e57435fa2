package io.hookline.audit.internal.deliver;

/**
 * How records are delivered.
 *
 * @param batchRecords how many records an output gets at once at most
 * @param batchBytes how many bytes of JSON, about; a single record may be longer
 * @param firstPauseMillis the pause after the first failure in a row
 * @param longestPauseMillis the longest pause that the engine chooses
 * @param breakerFailures after how many failures in a row single records are sent as a trial only
 * @param deadLetterBytes the largest size of a file with dead letters
 */
public record DeliverySettings(
        int batchRecords,
        long batchBytes,
        long firstPauseMillis,
        long longestPauseMillis,
        int breakerFailures,
        long deadLetterBytes) {}
