package io.hookline.config;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All configurations: what is in force, what was refused, and what was before. A service; any thread may call it, and its
 * methods may wait for the disk. Secrets never leave it.
 */
@ProviderType
public interface Configurations {

    /** The property of the service that holds what was refused and is not mended, one line each; absent if nothing is. */
    String PROBLEMS = "hookline.config.problems";

    /** Every configuration that is set or that a bundle defines, by PID. */
    List<ConfigurationStatus> all();

    /**
     * One configuration.
     *
     * @throws ConfigurationRefusedException if no bundle defines it and nothing is set
     */
    ConfigurationStatus status(String pid) throws ConfigurationRefusedException;

    /**
     * Changes a configuration: checks it, writes it to its file, and has it delivered. When this returns, it holds over restarts,
     * and its way to the components has begun.
     *
     * @throws ConfigurationRefusedException if it cannot be as asked; nothing has changed then
     */
    ConfigurationStatus change(String pid, ConfigurationChange change) throws ConfigurationRefusedException;

    /**
     * What was in force and what is, newest first.
     *
     * @throws ConfigurationRefusedException if no bundle defines it and nothing is set
     */
    List<Revision> history(String pid) throws ConfigurationRefusedException;

    /**
     * Brings a revision back, as a new one; checked like any other change.
     *
     * @param number the revision; 0 for the one before the one in force
     * @throws ConfigurationRefusedException if there is none, or it does not fit any more; nothing has changed then
     */
    ConfigurationStatus revert(String pid, long number, boolean mayRestart, String by)
            throws ConfigurationRefusedException;

    /**
     * What the options may be, as a JSON Schema (2020-12).
     *
     * @throws ConfigurationRefusedException if no bundle defines them
     */
    String schema(String pid) throws ConfigurationRefusedException;

    /**
     * Why a bundle is not fit to start: what was offered for its configurations and is refused, or what in them does not fit it.
     * It needs not be started or resolved.
     *
     * @param bundle its id
     * @return each as {@code pid: message}; empty if it is fit
     */
    List<String> problems(long bundle);
}
