package io.hookline.config.internal.component;

import io.hookline.config.ConfigurationChange;
import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationProblem.Reason;
import io.hookline.config.ConfigurationRefusedException;
import io.hookline.config.ConfigurationStatus;
import io.hookline.config.Configurations;
import io.hookline.config.Revision;
import io.hookline.config.internal.file.ConfFolder;
import io.hookline.config.internal.file.Origin;
import io.hookline.config.internal.schema.JsonSchema;
import io.hookline.config.internal.schema.Rules;
import io.hookline.config.internal.schema.Schemas;
import io.hookline.config.internal.schema.Values;
import io.hookline.config.internal.store.GuardedStore;
import io.hookline.config.internal.store.Refusals;
import io.hookline.config.internal.store.RevisionStore;
import io.hookline.config.internal.store.StoredRevision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Implements the service for tools. Safe for use by many threads. */
final class ConfigurationService implements Configurations {

    private final Schemas schemas;
    private final RevisionStore revisions;
    private final GuardedStore store;
    private final Refusals refusals;
    private final ConfFolder files;
    private final RestartingComponents restarts;
    private final Supplier<Map<String, List<ConfigurationProblem>>> unused;
    private final OwnProblems own;

    /**
     * With its parts.
     *
     * @param unused why configurations are not used although they are good by themselves, by PID
     */
    ConfigurationService(
            Schemas schemas,
            RevisionStore revisions,
            GuardedStore store,
            Refusals refusals,
            ConfFolder files,
            RestartingComponents restarts,
            Supplier<Map<String, List<ConfigurationProblem>>> unused) {
        this.schemas = schemas;
        this.revisions = revisions;
        this.store = store;
        this.refusals = refusals;
        this.files = files;
        this.restarts = restarts;
        this.unused = unused;
        this.own = new OwnProblems(revisions, store, refusals);
    }

    @Override
    public List<ConfigurationStatus> all() {
        Set<String> pids = new TreeSet<>(revisions.pids());
        pids.addAll(refusals.all().keySet());
        pids.addAll(revisions.damaged().keySet());
        for (String defined : schemas.pids()) {
            if (!schemas.of(defined).isForMany()) {
                pids.add(defined);
            }
        }
        return pids.stream().map(this::of).toList();
    }

    @Override
    public ConfigurationStatus status(String pid) throws ConfigurationRefusedException {
        ConfigurationStatus status = of(pid);
        if (status.definedBy().isEmpty() && status.revision() == 0 && status.refused() == null) {
            throw refused(pid, Reason.UNKNOWN, "no bundle defines it and nothing is set");
        }
        return status;
    }

    @Override
    public Configurations because(String reason) {
        return new ReasonedConfigurations(this, reason);
    }

    private ConfigurationStatus of(String pid) {
        StoredRevision current = revisions.current(pid);
        Rules rules = store.rules(pid);
        return new ConfigurationStatus(
                pid,
                current == null ? null : Origin.fileName(current.origin()).orElse(null),
                current == null ? 0 : current.number(),
                rules.definedBy(),
                restarts.of(pid),
                rules.settings(current == null ? Map.of() : current.settings()),
                problems(pid),
                refusals.of(pid));
    }

    private List<ConfigurationProblem> problems(String pid) {
        List<ConfigurationProblem> problems = new ArrayList<>(store.checkStrictly(pid));
        problems.addAll(revisions.damaged().getOrDefault(pid, List.of()));
        problems.addAll(unused.get().getOrDefault(pid, List.of()));
        return problems;
    }

    @Override
    public void delete(String pid, boolean mayRestart, String by) throws ConfigurationRefusedException {
        if (revisions.current(pid) == null && refusals.of(pid) == null) {
            throw refused(pid, Reason.UNKNOWN, "nothing is set");
        }
        refuseRestart(pid, mayRestart);
        files.delete(pid, by);
    }

    @Override
    public ConfigurationStatus change(String pid, ConfigurationChange change) throws ConfigurationRefusedException {
        for (String key : change.unset()) {
            StoredRevision current = revisions.current(pid);
            if (current != null && !current.settings().containsKey(key) && refusals.of(pid) == null) {
                throw new ConfigurationRefusedException(
                        pid, List.of(new ConfigurationProblem(Reason.UNKNOWN_KEY, key, "'" + key + "' is not set")));
            }
        }
        refuseRestart(pid, change.mayRestart());
        files.change(pid, null, change.set(), change.unset(), change.by());
        return of(pid);
    }

    private void refuseRestart(String pid, boolean mayRestart) throws ConfigurationRefusedException {
        List<String> restarted = mayRestart ? List.of() : restarts.of(pid);
        if (!restarted.isEmpty()) {
            throw refused(
                    pid,
                    Reason.RESTARTS,
                    String.join(", ", restarted)
                            + " must be restarted to apply the change, and serves no calls meanwhile. To allow this,"
                            + " add --restart");
        }
    }

    @Override
    public List<Revision> history(String pid) throws ConfigurationRefusedException {
        status(pid);
        Rules rules = store.rules(pid);
        StoredRevision current = revisions.current(pid);
        List<StoredRevision> all = new ArrayList<>(revisions.history(pid));
        Collections.reverse(all);
        List<Revision> history = new ArrayList<>();
        Map<String, Object> before = Map.of();
        for (StoredRevision revision : all) {
            history.add(new Revision(
                    revision.number(),
                    revision.at(),
                    revision.by(),
                    current != null && current.number() == revision.number(),
                    revision.reason(),
                    changes(rules, before, revision)));
            before = revision.settings();
        }
        Collections.reverse(history);
        return history;
    }

    private static List<String> changes(Rules rules, Map<String, Object> before, StoredRevision revision) {
        if (revision.properties() == null) {
            return List.of("deleted: the defaults apply");
        }
        Map<String, Object> after = revision.settings();
        Set<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        List<String> changes = new ArrayList<>();
        for (String key : keys) {
            if (!Values.same(before.get(key), after.get(key))) {
                String now = rules.shown(key, after.get(key));
                String was = rules.shown(key, before.get(key));
                changes.add(
                        now == null
                                ? key + " unset (was " + was + ")"
                                : key + " = " + now + (was == null ? "" : " (was " + was + ")"));
            }
        }
        return changes;
    }

    @Override
    public ConfigurationStatus revert(String pid, long number, boolean mayRestart, String by)
            throws ConfigurationRefusedException {
        status(pid);
        StoredRevision current = revisions.current(pid);
        long currentNumber = current == null ? 0 : current.number();
        StoredRevision wanted = revisions.history(pid).stream()
                .filter(revision -> number == 0 ? revision.number() < currentNumber : revision.number() == number)
                .filter(revision -> revision.properties() != null)
                .findFirst()
                .orElseThrow(() -> refused(
                        pid,
                        Reason.UNKNOWN,
                        number == 0
                                ? "there is no revision before the current one"
                                : "there is no revision " + number));
        refuseRestart(pid, mayRestart);
        files.change(pid, new TreeMap<>(wanted.settings()), Map.of(), Set.of(), by + ", back to " + wanted.number());
        return of(pid);
    }

    @Override
    public String schema(String pid) throws ConfigurationRefusedException {
        Rules rules = store.rules(pid);
        if (rules.isEmpty()) {
            throw refused(pid, Reason.UNKNOWN, "no bundle defines it");
        }
        return JsonSchema.of(Schemas.defined(pid), rules);
    }

    @Override
    public List<String> problems(long bundle) {
        Map<String, Rules> byPid = new TreeMap<>();
        schemas.pids(bundle)
                .forEach(defined -> byPid.put(defined, schemas.of(defined).of(bundle)));
        return problems(byPid);
    }

    @Override
    public List<String> problems(Path jar) throws IOException {
        return problems(Rules.of(jar));
    }

    private List<String> problems(Map<String, Rules> byPid) {
        Set<String> problems = new LinkedHashSet<>();
        byPid.forEach((defined, rules) -> own.pids(defined, rules.isForMany())
                .forEach(pid -> own.of(pid, rules).forEach(problem -> problems.add(pid + ": " + problem.message()))));
        return List.copyOf(problems);
    }

    private static ConfigurationRefusedException refused(String pid, Reason reason, String message) {
        return new ConfigurationRefusedException(pid, List.of(new ConfigurationProblem(reason, "", message)));
    }
}
