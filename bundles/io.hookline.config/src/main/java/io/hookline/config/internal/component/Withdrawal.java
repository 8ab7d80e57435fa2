package io.hookline.config.internal.component;

import io.hookline.config.Breach;
import io.hookline.config.internal.file.ConfFolder;
import io.hookline.config.internal.schema.Schemas;
import io.hookline.config.internal.store.GuardedStore;
import io.hookline.config.internal.store.Refusals;
import io.hookline.config.internal.store.RevisionStore;
import io.hookline.config.internal.store.StoredRevision;
import java.io.IOException;
import java.util.Dictionary;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks what came before anyone knew the rules, when a bundle brings them. Runs while the bundle is installed, so before any of its
 * components could get a configuration that is refused: that one is taken out of force, and the newest of its revisions that passes
 * comes in its place, if there is one. What was checked once and does not fit a further release stays, for those that run with it;
 * {@link io.hookline.config.Configurations#problems} tells of it.
 */
final class Withdrawal {

    private static final Logger LOG = LoggerFactory.getLogger(Withdrawal.class);

    private final ConfigurationAdmin configurations;
    private final Schemas schemas;
    private final RevisionStore revisions;
    private final GuardedStore store;
    private final Refusals refusals;
    private final ConfFolder files;

    Withdrawal(
            ConfigurationAdmin configurations,
            Schemas schemas,
            RevisionStore revisions,
            GuardedStore store,
            Refusals refusals,
            ConfFolder files) {
        this.configurations = configurations;
        this.schemas = schemas;
        this.revisions = revisions;
        this.store = store;
        this.refusals = refusals;
        this.files = files;
    }

    /** The rules of these PIDs have changed. */
    void rulesChanged(Set<String> definedPids) {
        files.offerAgain(definedPids);
        for (String pid : revisions.pids()) {
            if (definedPids.contains(Schemas.defined(pid))) {
                if (!store.isChecked(pid)) {
                    check(pid);
                }
                store.note(pid);
            }
        }
    }

    private void check(String pid) {
        if (schemas.of(pid).isEmpty()) {
            return;
        }
        List<Breach> breaches = store.checkInForce(pid);
        StoredRevision current = revisions.current(pid);
        if (breaches.isEmpty() || current == null) {
            return;
        }
        String by = current.by();
        Optional<StoredRevision> good = revisions.history(pid).stream()
                .filter(revision -> revision.properties() != null
                        && revision.number() < current.number()
                        && store.check(pid, revision.settings()).isEmpty())
                .findFirst();
        LOG.error(
                "the configuration of {} that came from {} is taken out of force: {}",
                pid,
                by,
                breaches.stream().map(Breach::message).toList());
        try {
            Configuration[] found = configurations.listConfigurations(filter(pid));
            if (found != null && found.length == 1) {
                replace(found[0], good);
            }
        } catch (IOException | InvalidSyntaxException e) {
            LOG.error("it cannot be taken out of force", e);
        }
        refusals.add(pid, by, breaches);
    }

    /** Finds the configuration of a PID, which may have in it what means something in a filter. */
    static String filter(String pid) {
        return "(service.pid=" + pid.replaceAll("[\\\\*()]", "\\\\$0") + ")";
    }

    private void replace(Configuration configuration, Optional<StoredRevision> good) throws IOException {
        Dictionary<String, Object> properties =
                good.map(StoredRevision::properties).orElse(null);
        if (properties == null) {
            store.as("withdrawn, refused by its bundle", true, configuration::delete);
        } else {
            store.as(
                    "revision " + good.get().number() + ", in the place of one that its bundle refuses",
                    true,
                    () -> configuration.update(properties));
        }
    }
}
