package io.hookline.api.plugin;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Gives a plugin the secrets in its own configuration. A service; any thread may call it, and a call may read a file.
 *
 * <p>Options of the type {@code AttributeType.PASSWORD} reach a component as references such as {@code
 * $[secret:db-password]}, never as the secret itself: the properties of a component and of its services are visible to
 * every bundle and to the shell.
 *
 * <pre>
 * &#64;Activate
 * public JwtAuth(JwtConfig config, &#64;Reference Secrets secrets) {
 *     this.key = secrets.resolve(config.key());
 * }
 * </pre>
 *
 * <p>Each bundle gets an object of its own, which resolves only references in configurations that the bundle itself
 * defines. This prevents mistakes. It does not stop a hostile plugin, which shares the process.
 */
@ProviderType
@FunctionalInterface
public interface Secrets {

    /**
     * The secret that a configured text refers to; the text itself if it contains no reference.
     *
     * @throws IllegalArgumentException if the secret does not exist, cannot be read, or does not belong to a
     *     configuration of this bundle; the message names the reference and never contains a secret
     */
    String resolve(String configured);
}
