package io.hookline.deploy;

import java.time.Instant;

/**
 * Content that is not to run.
 *
 * @param sha256 the content; lower-case hexadecimal
 * @param name symbolic name of the plugin
 * @param version its version
 * @param reason why
 * @param since since when
 */
public record QuarantineEntry(String sha256, String name, String version, String reason, Instant since) {}
