package io.hookline.config.internal.component;

import io.hookline.config.ConfigurationProblem;
import io.hookline.config.internal.file.ConfFolder;
import io.hookline.config.internal.schema.Schemas;
import io.hookline.config.internal.schema.Values;
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
 * Checks configurations that were set before a bundle with their rules was installed. Runs while the bundle is
 * installed, before any of its components can get a configuration. One that is refused is replaced by its newest valid
 * revision, or deleted if there is none. A configuration that was checked before and does not fit a further release
 * stays, because other releases run with it; {@link io.hookline.config.Configurations#problems} reports it.
 */
final class RecheckOnInstall {

    private static final Logger LOG = LoggerFactory.getLogger(RecheckOnInstall.class);

    private final ConfigurationAdmin configurations;
    private final Schemas schemas;
    private final RevisionStore revisions;
    private final GuardedStore store;
    private final Refusals refusals;
    private final ConfFolder files;

    RecheckOnInstall(
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

    /** Called when the rules of these PIDs have changed. */
    void rulesChanged(Set<String> definedPids) {
        files.applyAgain(definedPids);
        for (String pid : revisions.pids()) {
            if (definedPids.contains(Schemas.defined(pid))) {
                if (!store.isChecked(pid)) {
                    check(pid);
                }
                keepSecrets(pid);
                store.note(pid);
            }
        }
    }

    /** Secrets that came before the rules said that they are secrets. */
    private void keepSecrets(String pid) {
        StoredRevision current = revisions.current(pid);
        try {
            store.keepSecretsOfHistory(pid);
            if (current != null
                    && current.properties() != null
                    && !Values.same(current.settings(), store.kept(pid, current.settings()))) {
                Configuration[] found = configurations.listConfigurations(filter(pid));
                if (found != null && found.length == 1) {
                    store.as(current.by(), true, () -> found[0].update(current.properties()));
                    store.keepSecretsOfHistory(pid);
                }
            }
        } catch (IOException | InvalidSyntaxException e) {
            LOG.error("the secrets of {} cannot be moved to files of their own", pid, e);
        }
    }

    private void check(String pid) {
        if (schemas.of(pid).isEmpty()) {
            return;
        }
        List<ConfigurationProblem> problems = store.checkCurrent(pid);
        StoredRevision current = revisions.current(pid);
        if (problems.isEmpty() || current == null) {
            return;
        }
        String by = current.by();
        Optional<StoredRevision> good = revisions.history(pid).stream()
                .filter(revision -> revision.properties() != null
                        && revision.number() < current.number()
                        && store.check(pid, revision.settings()).isEmpty())
                .findFirst();
        LOG.error(
                "the configuration of {} from {} is refused by its bundle and withdrawn: {}",
                pid,
                by,
                problems.stream().map(ConfigurationProblem::message).toList());
        try {
            Configuration[] found = configurations.listConfigurations(filter(pid));
            if (found != null && found.length == 1) {
                replace(found[0], good);
            }
        } catch (IOException | InvalidSyntaxException e) {
            LOG.error("the configuration cannot be withdrawn", e);
        }
        refusals.add(pid, by, problems);
    }

    /** A filter for the configuration of a PID, whose special characters are escaped. */
    static String filter(String pid) {
        return "(service.pid=" + pid.replaceAll("[\\\\*()]", "\\\\$0") + ")";
    }

    private void replace(Configuration configuration, Optional<StoredRevision> good) throws IOException {
        Dictionary<String, Object> properties =
                good.map(StoredRevision::properties).orElse(null);
        if (properties == null) {
            store.as("withdrawn because its bundle refused it", true, configuration::delete);
        } else {
            store.as(
                    "revision " + good.get().number() + ", restored because its bundle refused a newer one",
                    true,
                    () -> configuration.update(properties));
        }
    }
}
