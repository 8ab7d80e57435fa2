package io.hookline.api.plugin;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Judges whether settings can work, where types and ranges do not say it: options that depend on each other, a file
 * that has to be there, a port that has to be free. A service of the bundle that defines the configuration, with the
 * property {@value #PID}.
 *
 * <p>Settings are checked before they are stored, so that a writer gets the problems and nothing changes. When the
 * service is registered, or its properties change, the current settings are checked again. If they have a problem,
 * those that were current before them come back, unless these have a problem too. A bundle that registers the service
 * in its activator has it before its components get their configuration.
 *
 * <p>Called by any thread, by several at once, and several times for the same settings. A call must not change
 * anything, may read files, must not wait without a limit, and must not change configurations. A call that throws
 * refuses the settings.
 */
@ConsumerType
@FunctionalInterface
public interface ConfigurationCheck {

    /** Service property: the PID, or the factory PID, of the configurations that are judged; a string. */
    String PID = "hookline.check.pid";

    /**
     * The problems of settings, each with its cause and its cure, and without secrets; empty if they can work.
     *
     * @param settings those that are set, with placeholders replaced, in the types of their definitions; options that
     *     are not set are absent; secrets are references
     */
    List<String> problems(Map<String, Object> settings);
}
