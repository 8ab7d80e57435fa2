package io.hookline.api.plugin;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hands the state of a release over to the release that replaces it. Published as a service by both.
 *
 * <p>Shortly before the new release takes over, the old one, which is still being called, is asked to {@link #save()},
 * and the new one, which is not called yet, to {@link #restore}. If either throws, or takes longer than the deployment
 * waits, the old release stays. Changes of the state between the two calls are not handed over. The state passes as
 * bytes, because the two releases share no classes.
 */
@ConsumerType
public interface StateHandover {

    /** The kind of state; state is handed over between two services of the same kind. */
    String schema();

    /** The version of the form in which this release saves. */
    int version();

    /**
     * The state.
     *
     * @throws Exception if it cannot be saved: the old release stays
     */
    byte[] save() throws Exception;

    /**
     * Takes the state over.
     *
     * @param version the version of the form in which it was saved
     * @throws Exception if it cannot be restored: the old release stays
     */
    void restore(int version, byte[] state) throws Exception;
}
