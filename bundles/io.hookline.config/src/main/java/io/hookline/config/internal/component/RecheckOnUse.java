package io.hookline.config.internal.component;

import io.hookline.config.ConfigurationProblem;
import io.hookline.config.internal.file.ConfFolder;
import io.hookline.config.internal.schema.Schemas;
import io.hookline.config.internal.store.GuardedStore;
import io.hookline.config.internal.store.Refusals;
import io.hookline.config.internal.store.RevisionStore;
import io.hookline.config.internal.store.StoredRevision;
import java.io.IOException;
import java.util.Dictionary;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the current configurations of a PID again, when their check comes or asks for it. One that cannot work is
 * replaced by the one that was current before it, if that one can. Otherwise it stays: an older one could lack what
 * protects, and the component says itself that it cannot work.
 */
final class RecheckOnUse {

    private static final Logger LOG = LoggerFactory.getLogger(RecheckOnUse.class);

    private final ConfigurationAdmin configurations;
    private final RevisionStore revisions;
    private final GuardedStore store;
    private final Refusals refusals;
    private final ConfFolder files;

    RecheckOnUse(
            ConfigurationAdmin configurations,
            RevisionStore revisions,
            GuardedStore store,
            Refusals refusals,
            ConfFolder files) {
        this.configurations = configurations;
        this.revisions = revisions;
        this.store = store;
        this.refusals = refusals;
        this.files = files;
    }

    /** Called when the check of a PID or factory PID has changed. */
    void checkChanged(String definedPid) {
        for (String pid : revisions.pids()) {
            if (definedPid.equals(Schemas.defined(pid))) {
                check(pid);
            }
        }
    }

    private void check(String pid) {
        StoredRevision current = revisions.current(pid);
        List<ConfigurationProblem> problems =
                current == null ? List.of() : store.judged(pid, store.rules(pid), current.settings());
        if (current == null || problems.isEmpty()) {
            return;
        }
        boolean isBack = bringBack(pid, store.replaced(pid));
        LOG.error(
                "the configuration of {} from {} cannot work{}: {}",
                pid,
                current.by(),
                isBack ? ", and the one before it is back" : "",
                problems.stream().map(ConfigurationProblem::message).toList());
        refusals.add(pid, current.by(), problems);
        if (isBack) {
            // The reason appears beside the file, which now differs from what is current.
            files.applyAgain(Set.of(Schemas.defined(pid)));
        }
    }

    private boolean bringBack(String pid, @Nullable StoredRevision before) {
        Dictionary<String, Object> properties = before == null ? null : before.properties();
        if (before == null
                || properties == null
                || !store.check(pid, before.settings()).isEmpty()) {
            return false;
        }
        try {
            Configuration[] found = configurations.listConfigurations(RecheckOnInstall.filter(pid));
            if (found == null || found.length != 1) {
                return false;
            }
            store.as(
                    "revision " + before.number() + ", restored because a newer one cannot work",
                    true,
                    () -> found[0].update(properties));
            return true;
        } catch (IOException | InvalidSyntaxException e) {
            LOG.error("revision {} of {} cannot be brought back", before.number(), pid, e);
            return false;
        }
    }
}
