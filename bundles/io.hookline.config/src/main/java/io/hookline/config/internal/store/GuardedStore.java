package io.hookline.config.internal.store;

import io.hookline.api.runtime.Actor;
import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.RuntimeEvent.ConfigurationChanged;
import io.hookline.api.runtime.RuntimeEvents;
import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationProblem.Reason;
import io.hookline.config.ConfigurationRefusedException;
import io.hookline.config.internal.schema.Rules;
import io.hookline.config.internal.schema.Values;
import io.hookline.config.internal.secret.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.felix.cm.PersistenceManager;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store of Config Admin, which checks each configuration. Felix stores a configuration before it notifies anyone,
 * so a configuration that is refused here never reaches a component, and the writer gets the reasons.
 *
 * <pre>
 * file, shell, code → Configuration.update → store(): check ─ refused → ConfigurationRefusedException, nothing has changed
 *                                                           └ accepted → revision on the disk → components
 * </pre>
 */
public final class GuardedStore implements PersistenceManager {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedStore.class);

    /** Felix's mark for a new factory configuration without properties. */
    private static final String NEW = "_felix_.cm.newConfiguration";

    /** Felix's table of the bundles that use a configuration. */
    private static final String BINDINGS = "_DynamicBindings";

    private static final String CODE = "code";
    private static final List<Actor.Kind> USERS = List.of(Actor.Kind.SHELL, Actor.Kind.API);

    /** The writer of the change that this thread makes. */
    private static final ThreadLocal<@Nullable Writing> WRITING = new ThreadLocal<>();

    /** Why this thread makes changes, in the words of who asked for them; null for no reason. */
    private static final ThreadLocal<@Nullable String> REASON = new ThreadLocal<>();

    private final Function<String, Rules> rulesOf;
    private final RevisionStore revisions;
    private final Refusals refusals;
    private final Function<Map<String, Object>, Map<String, Object>> delivered;
    private final RuntimeEvents events;
    private final Vault vault;
    private final Map<String, Dictionary<String, Object>> unset = new ConcurrentHashMap<>();
    private final Set<String> checked = ConcurrentHashMap.newKeySet();
    private final Map<String, StoredRevision> replaced = new ConcurrentHashMap<>();
    private volatile Judge judge = (pid, settings) -> List.of();

    /**
     * A store for these revisions.
     *
     * @param rulesOf the rules of a PID
     * @param delivered resolves the placeholders in settings
     * @param events told of each change, and of each configuration that is refused
     * @param vault keeps secrets that come as plain values
     */
    public GuardedStore(
            Function<String, Rules> rulesOf,
            RevisionStore revisions,
            Refusals refusals,
            Function<Map<String, Object>, Map<String, Object>> delivered,
            RuntimeEvents events,
            Vault vault) {
        this.rulesOf = rulesOf;
        this.revisions = revisions;
        this.refusals = refusals;
        this.delivered = delivered;
        this.events = events;
        this.vault = vault;
    }

    /** Sets what judges whether settings that follow the rules can work. */
    public void judgeBy(Judge next) {
        judge = next;
    }

    /** The problems of settings for a PID; empty if there are none. */
    public List<ConfigurationProblem> check(String pid, Map<String, Object> settings) {
        Rules rules = rulesOf.apply(pid);
        List<ConfigurationProblem> problems = check(pid, rules, settings);
        return problems.isEmpty() ? judged(pid, rules, settings) : problems;
    }

    /** What is in the way of settings that follow the rules; empty if they can work. */
    public List<ConfigurationProblem> judged(String pid, Rules rules, Map<String, Object> settings) {
        return judge.problems(pid, rules.typed(delivered.apply(settings)));
    }

    /** The revision that was current before this process stored the current one; null if there is none. */
    public @Nullable StoredRevision replaced(String pid) {
        return replaced.get(pid);
    }

    /**
     * The problems of settings that follow the current ones of a PID. A key that was known when it was set may stay as
     * it is, although the release that knew it is gone.
     */
    public List<ConfigurationProblem> check(String pid, Rules rules, Map<String, Object> settings) {
        StoredRevision current = revisions.current(pid);
        Set<String> known = current == null ? Set.of() : current.marks().known();
        Map<String, Object> now = settings(pid);
        return check(rules, settings).stream()
                .filter(problem -> problem.reason() != Reason.UNKNOWN_KEY
                        || !known.contains(problem.key())
                        || !Values.sameInFile(now.get(problem.key()), settings.get(problem.key())))
                .toList();
    }

    /** The problems of settings by these rules. */
    public List<ConfigurationProblem> check(Rules rules, Map<String, Object> settings) {
        return rules.isEmpty() ? List.of() : rules.check(delivered.apply(settings), settings);
    }

    /**
     * The problems of the current configuration of a PID; empty if there are none. A key that was known when it was set
     * is none, although the release that knew it is gone: what ran must start again.
     */
    public List<ConfigurationProblem> checkCurrent(String pid) {
        StoredRevision current = revisions.current(pid);
        Set<String> known = current == null ? Set.of() : current.marks().known();
        return checkStrictly(pid).stream()
                .filter(problem -> problem.reason() != Reason.UNKNOWN_KEY || !known.contains(problem.key()))
                .toList();
    }

    /** The same, with the keys that no release knows any more. */
    public List<ConfigurationProblem> checkStrictly(String pid) {
        StoredRevision current = revisions.current(pid);
        return current == null || current.properties() == null ? List.of() : check(rules(pid), current.settings());
    }

    /** What is known of the keys of a PID: by its rules, or by what they said when it was stored. */
    private Marks marks(String pid, Rules rules) {
        return marks(pid, rules, Set.of());
    }

    private Marks marks(String pid, Rules rules, Set<String> known) {
        if (!rules.isEmpty()) {
            return new Marks(rules.protection(), rules.secrets(), known);
        }
        StoredRevision current = revisions.current(pid);
        return current == null ? Marks.NONE : current.marks();
    }

    /** The keys of secrets of a PID. */
    public Set<String> secrets(String pid) {
        return marks(pid, rules(pid)).secrets();
    }

    /** The settings with references in place of plain secrets. */
    public Map<String, Object> kept(String pid, Map<String, Object> settings) throws IOException {
        return kept(pid, marks(pid, rules(pid)), settings);
    }

    /** Puts references in place of plain secrets in the earlier revisions of a PID. */
    public void keepSecretsOfHistory(String pid) throws IOException {
        Marks marks = marks(pid, rules(pid));
        try {
            revisions.rewrite(pid, before -> {
                Map<String, Object> settings = Values.settings(before);
                Map<String, Object> kept = keptUnchecked(pid, marks, settings);
                if (Values.same(settings, kept)) {
                    return before;
                }
                return StoredRevision.with(before, kept);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Map<String, Object> keptUnchecked(String pid, Marks marks, Map<String, Object> settings) {
        try {
            return kept(pid, marks, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> kept(String pid, Marks marks, Map<String, Object> settings) throws IOException {
        Map<String, Object> kept = new TreeMap<>(settings);
        for (String key : marks.secrets()) {
            Object value = settings.get(key);
            if (value != null) {
                kept.put(key, vault.keep(pid, key, value));
            }
        }
        return kept;
    }

    /** The options of a PID that protect something and are set now, each with what would be lost without it. */
    public Map<String, String> protectedNow(String pid) {
        StoredRevision current = revisions.current(pid);
        Map<String, String> now = new TreeMap<>(marks(pid, rules(pid)).protection());
        now.keySet().retainAll(current == null ? Set.of() : current.settings().keySet());
        return now;
    }

    /** The current settings of a PID; empty if nothing is set. */
    public Map<String, Object> settings(String pid) {
        StoredRevision current = revisions.current(pid);
        return current == null ? Map.of() : current.settings();
    }

    /** The current revision of a PID; null if nothing is set. */
    public @Nullable StoredRevision current(String pid) {
        return revisions.current(pid);
    }

    /** Whether the current configuration of a PID was checked, and its rules are still there. */
    public boolean isChecked(String pid) {
        return checked.contains(pid);
    }

    /** Records whether the current configuration is checked: there are rules and it has no problems. */
    public void note(String pid) {
        if (!rules(pid).isEmpty() && checkCurrent(pid).isEmpty()) {
            checked.add(pid);
        } else if (rules(pid).isEmpty()) {
            checked.remove(pid);
        }
    }

    /** Makes a change for a named writer. A withdrawal keeps the refusal that led to it. */
    public void as(String by, boolean withdrawal, Change change) throws IOException {
        as(new Writing(by, withdrawal, false), change);
    }

    /** Brings back what was current before, which is not checked: other releases may run by then. */
    public void restoring(String by, Change change) throws IOException {
        as(new Writing(by, false, true), change);
    }

    /** Makes changes for which their writer gave a reason; empty for none. */
    public static <T, E extends Exception> T because(String reason, Reasoned<T, E> changes) throws E {
        REASON.set(reason);
        try {
            return changes.make();
        } finally {
            REASON.remove();
        }
    }

    private static String reason() {
        String given = REASON.get();
        return given == null ? "" : given;
    }

    private static void as(Writing writing, Change change) throws IOException {
        WRITING.set(writing);
        try {
            change.make();
        } finally {
            WRITING.remove();
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // The interface requires it.
    public void store(String pid, Dictionary properties) throws IOException {
        Dictionary<String, Object> typed = StoredRevision.copy(properties);
        if (typed.get(NEW) != null) {
            unset.put(pid, typed);
            return;
        }
        Writing writer = WRITING.get();
        String by = writer == null ? CODE : writer.by();
        Rules rules = rules(pid, typed);
        if (writer == null || !writer.restores()) {
            pass(pid, rules, Values.settings(typed), by);
        }
        Marks marks = marks(pid, rules, Values.settings(typed).keySet());
        for (Map.Entry<String, Object> each :
                kept(pid, marks, Values.settings(typed)).entrySet()) {
            if (typed.put(each.getKey(), each.getValue()) != each.getValue()) {
                // Config Admin delivers the dictionary that it stores.
                properties.put(each.getKey(), each.getValue());
            }
        }
        StoredRevision before = revisions.current(pid);
        revisions.put(pid, typed, marks, by, reason());
        if (before != null && isOther(before, revisions.current(pid))) {
            replaced.put(pid, before);
        }
        if (rules.isEmpty()) {
            checked.remove(pid);
        } else {
            checked.add(pid);
        }
        unset.remove(pid);
        refusals.clear(pid);
        tell(pid, ConfigurationChanged.Change.UPDATED, by, reasoned("set"));
    }

    private static String reasoned(String what) {
        return reason().isEmpty() ? what : what + ": " + reason();
    }

    private static boolean isOther(StoredRevision before, @Nullable StoredRevision after) {
        return after != null && after.number() != before.number();
    }

    private void tell(String pid, ConfigurationChanged.Change change, String by, String reason) {
        if (pid.equals(BINDINGS)) {
            // Config Admin keeps a table of its own among the configurations.
            return;
        }
        events.publish(new ConfigurationChanged(Instant.now(), new Cause(actor(by), reason), pid, change));
    }

    /** A user as {@link Actor#toString} has it; everything else is a source of configurations. */
    private static Actor actor(String by) {
        for (Actor.Kind kind : USERS) {
            String word = Actor.of(kind).toString();
            if (by.equals(word) || by.startsWith(word + ":")) {
                return new Actor(kind, by.substring(Math.min(word.length() + 1, by.length())));
            }
        }
        return new Actor(Actor.Kind.CONFIGURATION, by);
    }

    /** The rules of the current configuration of a PID. */
    public Rules rules(String pid) {
        StoredRevision current = revisions.current(pid);
        Dictionary<String, Object> properties = current == null ? null : current.properties();
        return properties == null ? rulesOf.apply(pid) : rules(pid, properties);
    }

    /** The rules of a configuration, by its factory if it has one: the PID does not always contain it. */
    private Rules rules(String pid, Dictionary<String, Object> properties) {
        Object factory = properties.get(ConfigurationAdmin.SERVICE_FACTORYPID);
        return rulesOf.apply(factory == null ? pid : factory.toString());
    }

    private void pass(String pid, Rules rules, Map<String, Object> settings, String by)
            throws ConfigurationRefusedException {
        List<ConfigurationProblem> problems = check(pid, rules, settings);
        if (problems.isEmpty()) {
            problems = judged(pid, rules, settings);
        }
        if (problems.isEmpty()) {
            return;
        }
        ConfigurationRefusedException refused = new ConfigurationRefusedException(pid, problems);
        if (refusals.add(pid, by, problems)) {
            LOG.error("{} (from {})", refused.getMessage(), by);
            tell(pid, ConfigurationChanged.Change.REFUSED, by, String.valueOf(refused.getMessage()));
        }
        throw refused;
    }

    @Override
    public void delete(String pid) throws IOException {
        Writing writer = WRITING.get();
        String by = writer == null ? CODE : writer.by();
        revisions.delete(pid, by, reason());
        unset.remove(pid);
        checked.remove(pid);
        if (writer == null || !writer.withdrawal()) {
            refusals.clear(pid);
        }
        tell(pid, ConfigurationChanged.Change.DELETED, by, reasoned("deleted"));
    }

    @Override
    public boolean exists(String pid) {
        return unset.containsKey(pid) || revisions.current(pid) != null;
    }

    @Override
    @SuppressWarnings("rawtypes") // The interface requires it.
    public Dictionary load(String pid) throws IOException {
        StoredRevision current = revisions.current(pid);
        Dictionary<String, Object> properties = current == null ? unset.get(pid) : current.properties();
        if (properties == null) {
            throw new IOException("nothing is set for " + pid);
        }
        return StoredRevision.copy(properties);
    }

    @Override
    @SuppressWarnings("rawtypes") // The interface requires it.
    public Enumeration getDictionaries() throws IOException {
        List<Dictionary> all = new ArrayList<>();
        for (String pid : revisions.pids()) {
            all.add(load(pid));
        }
        unset.values().forEach(properties -> all.add(StoredRevision.copy(properties)));
        return Collections.enumeration(all);
    }

    /** Judges whether settings that follow the rules can work. */
    @FunctionalInterface
    public interface Judge {

        /** What is in the way; settings have their placeholders replaced, and the types of their definitions. */
        List<ConfigurationProblem> problems(String pid, Map<String, Object> settings);
    }

    /** A change of Config Admin, see {@link ConfigurationAdmin}. */
    @FunctionalInterface
    public interface Change {

        void make() throws IOException;
    }

    /** Changes with a result. */
    @FunctionalInterface
    public interface Reasoned<T, E extends Exception> {

        T make() throws E;
    }

    private record Writing(String by, boolean withdrawal, boolean restores) {}
}
