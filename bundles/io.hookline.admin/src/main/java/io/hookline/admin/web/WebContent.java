package io.hookline.admin.web;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Static files of a bundle. Register it as a service with the property {@value #PREFIX}. Of several that fit a path,
 * the one with the longest prefix is asked. Everyone who reaches the listener can read the files, without a token: they
 * must hold nothing that is secret. A path below {@code /v1} or {@code /login} is never asked for.
 *
 * <p>Each answer carries a strict Content-Security-Policy, which lets a page use scripts, styles, images, fonts and
 * connections of this listener alone, and no script inside of the page.
 */
@ConsumerType
@FunctionalInterface
public interface WebContent {

    /**
     * Service property: the paths that are asked for, such as {@code /} or {@code /panels/acme/}; ends with a slash.
     */
    String PREFIX = "hookline.web.prefix";

    /**
     * The file at a path.
     *
     * @param path what follows the prefix; decoded, without {@code .} and {@code ..}; empty for the prefix itself
     * @return null if there is none; the answer is 404 then
     */
    @Nullable
    WebFile file(String path);
}
