package io.hookline.deploy;

import io.hookline.api.runtime.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Content that is not to run.
 *
 * @param sha256 the content; lower-case hexadecimal
 * @param name symbolic name of the plugin
 * @param version its version
 * @param reason why
 * @param since since when
 * @param actor who forbade it; null, as in files of older versions, means unknown
 */
public record QuarantineEntry(
        String sha256, String name, String version, String reason, Instant since, @Nullable Actor actor) {

    /** An entry of an unknown actor. */
    public QuarantineEntry(String sha256, String name, String version, String reason, Instant since) {
        this(sha256, name, version, reason, since, null);
    }
}
