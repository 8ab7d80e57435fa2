package io.hookline.config.internal.component;

import io.hookline.config.ConfigurationDraft;
import io.hookline.config.ConfigurationFit;
import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationProblem.Reason;
import io.hookline.config.ConfigurationRefusedException;
import io.hookline.config.ReleaseConfigurations;
import io.hookline.config.internal.file.ConfFolder;
import io.hookline.config.internal.schema.Rules;
import io.hookline.config.internal.schema.Schemas;
import io.hookline.config.internal.schema.Values;
import io.hookline.config.internal.store.GuardedStore;
import io.hookline.config.internal.store.RevisionStore;
import io.hookline.config.internal.store.StoredRevision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Implements the service for deployments. Safe for use by many threads. */
final class ReleaseConfigurationService implements ReleaseConfigurations {

    private final RevisionStore revisions;
    private final GuardedStore store;
    private final ConfFolder files;
    private final OwnProblems own;
    private final Function<String, List<String>> restarts;

    /**
     * Over the configurations.
     *
     * @param restarts the running components that a change of a PID restarts
     */
    ReleaseConfigurationService(
            RevisionStore revisions,
            GuardedStore store,
            ConfFolder files,
            OwnProblems own,
            Function<String, List<String>> restarts) {
        this.revisions = revisions;
        this.store = store;
        this.files = files;
        this.own = own;
        this.restarts = restarts;
    }

    @Override
    public Set<String> defined(Path jar) throws IOException {
        return Rules.of(jar).keySet();
    }

    @Override
    public Map<String, Long> current(Set<String> defined) {
        Map<String, Long> numbers = new TreeMap<>();
        for (String each : defined) {
            own.pids(each, store.rules(each).isForMany()).forEach(pid -> numbers.put(pid, number(pid)));
        }
        return numbers;
    }

    private long number(String pid) {
        StoredRevision current = revisions.current(pid);
        return current == null ? 0 : current.number();
    }

    // ---- settings that are given -----------------------------------------------------------------------------------

    @Override
    public Map<String, Map<String, String>> assign(Collection<Path> jars, List<String> settings) throws IOException {
        Map<String, Rules> rules = new TreeMap<>();
        for (Path jar : jars) {
            Rules.of(jar).forEach((pid, more) -> rules.merge(pid, more, Rules::and));
        }
        Map<String, Map<String, String>> assigned = new TreeMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals <= 0) {
                // The text is not repeated: it may be a secret.
                throw refused("", Reason.WRONG_FORM, "a setting has the form KEY=VALUE");
            }
            String name = setting.substring(0, equals).strip();
            int colon = name.indexOf(':');
            String key = name.substring(colon + 1);
            String pid = colon < 0 ? ownerOf(key, rules) : name.substring(0, colon);
            if (!rules.containsKey(Schemas.defined(pid))) {
                throw refused(pid, Reason.UNKNOWN, "what is deployed defines no " + pid + named(rules.keySet()));
            }
            assigned.computeIfAbsent(pid, each -> new TreeMap<>()).put(key, setting.substring(equals + 1));
        }
        return assigned;
    }

    private static String ownerOf(String key, Map<String, Rules> rules) throws ConfigurationRefusedException {
        List<String> single = rules.keySet().stream()
                .filter(pid -> !rules.getOrDefault(pid, Rules.NONE).isForMany())
                .toList();
        List<String> owners = single.stream()
                .filter(pid -> rules.getOrDefault(pid, Rules.NONE).defines(key))
                .toList();
        if (owners.size() == 1) {
            return owners.get(0);
        }
        if (single.size() == 1) {
            // The check of the key against its rules says more.
            return single.get(0);
        }
        throw refused(
                "",
                owners.isEmpty() ? Reason.UNKNOWN_KEY : Reason.UNKNOWN,
                owners.isEmpty()
                        ? "what is deployed defines no '" + key + "'" + named(rules.keySet())
                        : "several configurations have '" + key + "': name one, as in " + owners.get(0) + ":" + key
                                + "=VALUE");
    }

    private static String named(Set<String> pids) {
        return pids.isEmpty() ? "; it has no configuration" : "; it defines " + String.join(", ", pids);
    }

    // ---- whether they fit ------------------------------------------------------------------------------------------

    @Override
    public Map<String, Long> fitting(Path jar, Map<String, Long> ranWith) throws IOException {
        Map<String, Long> fitting = new TreeMap<>();
        Rules.of(jar).forEach((defined, rules) -> {
            Set<String> pids = new TreeSet<>(own.pids(defined, rules.isForMany()));
            ranWith.keySet().stream()
                    .filter(pid -> Schemas.defined(pid).equals(defined))
                    .forEach(pids::add);
            pids.forEach(pid -> fitting(pid, rules, ranWith.get(pid)).ifPresent(number -> fitting.put(pid, number)));
        });
        return fitting;
    }

    private Optional<Long> fitting(String pid, Rules rules, @Nullable Long ranWith) {
        Map<String, Object> now = store.settings(pid);
        if (ranWith != null) {
            Map<String, Object> then = settings(pid, ranWith);
            if (then != null && fits(rules, then)) {
                return Values.sameText(then, now) ? Optional.empty() : Optional.of(ranWith);
            }
        }
        if (fits(rules, now)) {
            return Optional.empty();
        }
        return revisions.history(pid).stream()
                .filter(revision -> revision.number() < number(pid)
                        && revision.properties() != null
                        && fits(rules, revision.settings()))
                .map(StoredRevision::number)
                .findFirst();
    }

    /** Whether all settings are valid and known. */
    private boolean fits(Rules rules, Map<String, Object> settings) {
        return store.check(rules, settings).isEmpty();
    }

    /** The settings of a revision, none for 0; null if it is not there. */
    private @Nullable Map<String, Object> settings(String pid, long number) {
        return number == 0
                ? Map.of()
                : revisions.revision(pid, number).map(StoredRevision::settings).orElse(null);
    }

    @Override
    public ConfigurationFit fit(Path jar, ConfigurationDraft draft) throws IOException {
        Set<String> problems = new LinkedHashSet<>();
        Set<String> clashes = new LinkedHashSet<>();
        Set<String> restarted = new TreeSet<>();
        Map<String, Set<String>> unknown = new TreeMap<>();
        for (Map.Entry<String, Rules> each : Rules.of(jar).entrySet()) {
            Rules rules = each.getValue();
            Set<String> pids = new TreeSet<>(own.pids(each.getKey(), rules.isForMany()));
            draft.pids().stream()
                    .filter(pid -> Schemas.defined(pid).equals(each.getKey()))
                    .forEach(pids::add);
            for (String pid : pids) {
                boolean changes = draft.pids().contains(pid);
                Map<String, Object> next = changes ? next(pid, rules, draft) : store.settings(pid);
                List<ConfigurationProblem> refused = changes ? refused(pid, rules, next) : own.of(pid, rules);
                refused.forEach(problem -> problems.add(pid + ": " + problem.message()));
                if (changes) {
                    known(store.check(store.rules(pid), next)).stream()
                            .filter(problem -> !refused.contains(problem))
                            .forEach(problem -> clashes.add(pid + ": " + problem.message()));
                }
                if (changes && !Values.sameText(next, store.settings(pid))) {
                    restarted.addAll(restarts.apply(pid));
                }
                Set<String> keys = unknown(rules, next, refused);
                if (!keys.isEmpty()) {
                    unknown.put(pid, keys);
                }
            }
        }
        return new ConfigurationFit(List.copyOf(problems), List.copyOf(clashes), unknown, List.copyOf(restarted));
    }

    private Map<String, Object> next(String pid, Rules rules, ConfigurationDraft draft)
            throws ConfigurationRefusedException {
        return files.intended(pid, restored(pid, draft), draft.set(pid), rules.and(store.rules(pid)));
    }

    private @Nullable Map<String, Object> restored(String pid, ConfigurationDraft draft)
            throws ConfigurationRefusedException {
        Long number = draft.back().get(pid);
        if (number == null) {
            return null;
        }
        Map<String, Object> settings = settings(pid, number);
        if (settings == null) {
            throw refused(pid, Reason.UNKNOWN, "there is no revision " + number);
        }
        return settings;
    }

    /** Why the release would not start with the settings, or no release knows their keys. */
    private List<ConfigurationProblem> refused(String pid, Rules rules, Map<String, Object> next) {
        List<ConfigurationProblem> problems = new ArrayList<>(known(store.check(rules, next)));
        store.check(pid, rules.and(store.rules(pid)), next).stream()
                .filter(problem -> problem.reason() == Reason.UNKNOWN_KEY)
                .forEach(problems::add);
        return problems;
    }

    private static List<ConfigurationProblem> known(List<ConfigurationProblem> problems) {
        return problems.stream()
                .filter(problem -> problem.reason() != Reason.UNKNOWN_KEY)
                .toList();
    }

    private Set<String> unknown(Rules rules, Map<String, Object> next, List<ConfigurationProblem> refused) {
        Set<String> keys = new TreeSet<>();
        store.check(rules, next).stream()
                .filter(problem -> problem.reason() == Reason.UNKNOWN_KEY)
                .map(ConfigurationProblem::key)
                .filter(key ->
                        refused.stream().noneMatch(problem -> problem.key().equals(key)))
                .forEach(keys::add);
        return keys;
    }

    // ---- changes ---------------------------------------------------------------------------------------------------

    @Override
    public AppliedDraft apply(ConfigurationDraft draft, String by) throws ConfigurationRefusedException {
        AppliedConfigurations applied = new AppliedConfigurations(files, this::number);
        boolean complete = false;
        try {
            for (String pid : draft.pids()) {
                Map<String, Object> restored = restored(pid, draft);
                applied.change(pid, () -> {
                    if (restored != null && restored.isEmpty() && draft.set(pid).isEmpty()) {
                        files.delete(pid, by);
                    } else {
                        files.change(pid, restored, draft.set(pid), Set.of(), by);
                    }
                });
            }
            complete = true;
            return applied;
        } finally {
            if (!complete) {
                applied.undo("undone: " + by);
            }
        }
    }

    private static ConfigurationRefusedException refused(String pid, Reason reason, String message) {
        return new ConfigurationRefusedException(pid, List.of(new ConfigurationProblem(reason, "", message)));
    }
}
