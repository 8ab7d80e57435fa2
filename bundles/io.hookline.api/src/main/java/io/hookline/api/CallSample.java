package io.hookline.api;

import java.util.Map;
import java.util.concurrent.Callable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * How a typical call of a host's hook point looks, so that a tool such as the load driver can have it made: a service of the host
 * with the property {@value #POINT}.
 *
 * <p>The host makes the calls itself, through its own {@link HookPoint} and in a {@link CallScope} if it always has one: its hooks
 * cannot tell them from others.
 */
@FunctionalInterface
@ConsumerType
public interface CallSample {

    /** Service property: the name of the point, a string. */
    String POINT = "hook.sample";

    /**
     * Prepares calls.
     *
     * @param given what is to be different from the sample, by names that the host documents
     * @return makes one call and says in a word or two what came of it, of which there should be few different ones; called
     *     by many threads at once, blocking as the point's hooks do; what it throws is what the point threw
     * @throws IllegalArgumentException for a name or value that cannot be given, with the text for whoever typed it
     */
    Callable<String> prepare(Map<String, String> given);
}
