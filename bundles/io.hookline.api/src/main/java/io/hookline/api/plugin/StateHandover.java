package io.hookline.api.plugin;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * State that a release of a plugin hands over to the one that replaces it, as a service of both.
 *
 * <p>Shortly before the new release takes over, the old one, which is still being called, is asked to {@link #save()}, and the new
 * one, which is not called yet, to {@link #restore}. If either throws, or takes longer than the deployment waits, the old
 * release stays. What the old one counts between the two moments is not handed over. Bytes are what passes, for the two
 * releases share no classes.
 */
@ConsumerType
public interface StateHandover {

    /** What kind of state it is; state is handed over between two services of one kind. */
    String schema();

    /** The version of the form in which this release saves. */
    int version();

    /**
     * The state.
     *
     * @throws Exception if it cannot be had: the old release stays
     */
    byte[] save() throws Exception;

    /**
     * Takes the state over.
     *
     * @param version the version of the form in which it was saved
     * @throws Exception if it cannot be taken over: the old release stays
     */
    void restore(int version, byte[] state) throws Exception;
}
