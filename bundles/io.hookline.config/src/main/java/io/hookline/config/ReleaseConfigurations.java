package io.hookline.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The configurations of releases, for deployments: which revisions are current, whether they fit a release that is not
 * installed, and changes that belong to a deployment. A service; any thread may call it. Its methods may wait for the
 * disk. They never return secrets. A jar is a file that was verified before.
 */
@ProviderType
public interface ReleaseConfigurations {

    /**
     * The PIDs that a jar defines, those of factories included.
     *
     * @throws IOException if the jar cannot be read
     */
    Set<String> defined(Path jar) throws IOException;

    /**
     * The numbers of the current revisions by PID; 0 if nothing is set.
     *
     * @param defined PIDs as bundles define them; the configurations of a factory are among the result
     */
    Map<String, Long> current(Set<String> defined);

    /**
     * Assigns settings to the configurations of the jars that define their keys.
     *
     * @param settings each as {@code KEY=VALUE}, or as {@code PID:KEY=VALUE} if several PIDs have the key
     * @return the values by key, by PID
     * @throws ConfigurationRefusedException if a setting has another form, or none or several of the PIDs have its key
     * @throws IOException if a jar cannot be read
     */
    Map<String, Map<String, String>> assign(Collection<Path> jars, List<String> settings) throws IOException;

    /**
     * The revisions that fit a release better than the current ones.
     *
     * @param ranWith the revisions by PID with which the release ran; 0 if nothing was set
     * @return by PID, the revision that it ran with if that differs from the current one and fits; otherwise, if the
     *     current one does not fit or sets keys that the release does not know, its newest earlier revision that does;
     *     0 for no settings
     * @throws IOException if the jar cannot be read
     */
    Map<String, Long> fitting(Path jar, Map<String, Long> ranWith) throws IOException;

    /**
     * How the configurations would fit a release after a change of them.
     *
     * @throws ConfigurationRefusedException if the draft names a revision that is not there
     * @throws IOException if the jar cannot be read
     */
    ConfigurationFit fit(Path jar, ConfigurationDraft draft) throws IOException;

    /**
     * Makes a change, in the files of the configurations as well. Its revisions survive a restart when this returns.
     * Each value has to suit all releases that are installed.
     *
     * @param by who makes it, for the history
     * @throws ConfigurationRefusedException if one of the configurations is refused; all are as before then
     */
    AppliedDraft apply(ConfigurationDraft draft, String by) throws ConfigurationRefusedException;

    /** A change of configurations that was made. Safe for use by many threads. */
    @ProviderType
    interface AppliedDraft {

        /**
         * Brings the files and settings back that were there before, without checking them.
         *
         * @param by who does it, for the history
         * @return what could not be brought back, one sentence each
         */
        List<String> undo(String by);
    }
}
