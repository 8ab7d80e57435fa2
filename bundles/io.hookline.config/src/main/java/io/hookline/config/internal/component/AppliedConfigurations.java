package io.hookline.config.internal.component;

import io.hookline.config.ConfigurationRefusedException;
import io.hookline.config.ReleaseConfigurations.AppliedDraft;
import io.hookline.config.internal.file.ConfFolder;
import io.hookline.config.internal.file.RememberedConfiguration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Configurations that a deployment has changed. Safe for use by many threads. */
final class AppliedConfigurations implements AppliedDraft {

    private static final Logger LOG = LoggerFactory.getLogger(AppliedConfigurations.class);

    private final ConfFolder files;
    private final ToLongFunction<String> number;
    private final List<RememberedConfiguration> before = new ArrayList<>();
    private final Map<String, Long> after = new HashMap<>();

    /**
     * Nothing changed yet.
     *
     * @param number the number of the current revision of a PID
     */
    AppliedConfigurations(ConfFolder files, ToLongFunction<String> number) {
        this.files = files;
        this.number = number;
    }

    synchronized void change(String pid, Step step) throws ConfigurationRefusedException {
        RememberedConfiguration remembered = files.remember(pid);
        step.make();
        before.add(remembered);
        after.put(pid, number.applyAsLong(pid));
    }

    @Override
    public synchronized List<String> undo(String by) {
        List<String> failed = new ArrayList<>();
        for (RememberedConfiguration each : before) {
            String pid = each.pid();
            if (number.applyAsLong(pid) != after.getOrDefault(pid, 0L)) {
                failed.add("the configuration of " + pid + " was changed meanwhile and stays so");
                continue;
            }
            try {
                files.restore(each, by);
            } catch (IOException e) {
                LOG.error("the configuration of {} cannot be brought back", pid, e);
                failed.add("the configuration of " + pid + " cannot be brought back (" + e.getMessage()
                        + "): hook:config " + pid + " revert");
            }
        }
        before.clear();
        return failed;
    }

    /** A change of one configuration. */
    @FunctionalInterface
    interface Step {

        void make() throws ConfigurationRefusedException;
    }
}
