package io.hookline.api;

import java.util.Map;
import java.util.concurrent.Callable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A typical call of a host's hook point, which a tool such as the load driver can have made. A service of the host with
 * the property {@value #POINT}.
 *
 * <p>The host makes the calls itself, through its own {@link HookPoint} and in a {@link CallScope} if it always has
 * one: its hooks cannot tell them from others.
 */
@FunctionalInterface
@ConsumerType
public interface CallSample {

    /** Service property: the name of the point, a string. */
    String POINT = "hook.sample";

    /**
     * Prepares calls.
     *
     * @param given what has to differ from the sample, by names that the host documents
     * @return makes one call and returns its outcome in a word or two, out of a few possible ones; called by many
     *     threads at once, blocks as the point's hooks do, and throws what the point threw
     * @throws IllegalArgumentException for an unknown name or a bad value; the message is for the user who typed it
     */
    Callable<String> prepare(Map<String, String> given);
}
