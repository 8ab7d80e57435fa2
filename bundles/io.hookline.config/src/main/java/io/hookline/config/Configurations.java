package io.hookline.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * All configurations: the current ones, the refused ones, and their history. A service; any thread may call it. Its
 * methods may wait for the disk. They never return secrets.
 */
@ProviderType
public interface Configurations {

    /**
     * Service property: the configurations that are refused or not used, and are not corrected yet, one line each;
     * absent if there are none.
     */
    String PROBLEMS = "hookline.config.problems";

    /**
     * The same service, whose changes carry a reason into the history.
     *
     * @param reason why the changes are made, in the words of who makes them; empty if they gave none
     */
    Configurations because(String reason);

    /** All configurations that are set or that a bundle defines, ordered by PID. */
    List<ConfigurationStatus> all();

    /**
     * The status of one configuration.
     *
     * @throws ConfigurationRefusedException if no bundle defines it and nothing is set
     */
    ConfigurationStatus status(String pid) throws ConfigurationRefusedException;

    /**
     * Changes a configuration: checks it, writes it to its file, and delivers it. When this returns, the change
     * survives a restart, and its delivery to the components has begun.
     *
     * @throws ConfigurationRefusedException if the change is refused; nothing has changed then
     */
    ConfigurationStatus change(String pid, ConfigurationChange change) throws ConfigurationRefusedException;

    /**
     * Takes a configuration back, and its file away: its components get their defaults, or stop if they need a
     * configuration. The history stays.
     *
     * @param mayRestart whether components that cannot apply the change while they run may be restarted
     * @throws ConfigurationRefusedException if nothing is set, or one of its options must be set; nothing has changed
     *     then
     */
    void delete(String pid, boolean mayRestart, String by) throws ConfigurationRefusedException;

    /**
     * The revisions, newest first.
     *
     * @throws ConfigurationRefusedException if no bundle defines it and nothing is set
     */
    List<Revision> history(String pid) throws ConfigurationRefusedException;

    /**
     * Restores a revision as a new one. It is checked like any other change.
     *
     * @param number the revision; 0 for the one before the current one
     * @throws ConfigurationRefusedException if there is no such revision or it is not valid any more; nothing has
     *     changed then
     */
    ConfigurationStatus revert(String pid, long number, boolean mayRestart, String by)
            throws ConfigurationRefusedException;

    /**
     * The rules of the options as a JSON Schema (2020-12).
     *
     * @throws ConfigurationRefusedException if no bundle defines them
     */
    String schema(String pid) throws ConfigurationRefusedException;

    /**
     * Why a bundle must not start: its configurations were refused, or their current revisions do not fit it. The
     * bundle need not be started or resolved.
     *
     * @param bundle its id
     * @return each as {@code pid: message}; empty if it may start
     */
    List<String> problems(long bundle);

    /**
     * The same for a bundle that is not installed.
     *
     * @param jar its file, which was verified before
     * @return each as {@code pid: message}; empty if it may start
     * @throws IOException if the file cannot be read
     */
    List<String> problems(Path jar) throws IOException;
}
