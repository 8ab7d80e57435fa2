package io.hookline.config.internal.store;

import io.hookline.config.Breach;
import io.hookline.config.ConfigurationRefusedException;
import io.hookline.config.internal.schema.Rules;
import io.hookline.config.internal.schema.Values;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.felix.cm.PersistenceManager;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where Config Admin keeps its configurations, and the gate that each of them passes. Felix stores a configuration before it tells
 * anyone of it, whoever the writer is; so what is refused here reaches nobody, and the writer gets the reasons.
 *
 * <pre>
 * file, shell, code → Configuration.update → store(): check ─ refused → ConfigurationRefusedException, nothing has changed
 *                                                           └ accepted → revision on the disk → components
 * </pre>
 */
public final class GuardedStore implements PersistenceManager {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedStore.class);

    /** Felix's mark for one of a factory that has no properties yet. */
    private static final String NEW = "_felix_.cm.newConfiguration";

    private static final String CODE = "code";

    /** In whose name this thread changes something. */
    private static final ThreadLocal<@Nullable Writing> WRITING = new ThreadLocal<>();

    private final Function<String, Rules> rulesOf;
    private final RevisionStore revisions;
    private final Refusals refusals;
    private final Function<Map<String, Object>, Map<String, Object>> delivered;
    private final Map<String, Dictionary<String, Object>> unset = new ConcurrentHashMap<>();
    private final Set<String> checked = ConcurrentHashMap.newKeySet();

    /**
     * A gate before the revisions.
     *
     * @param rulesOf what bundles say about a PID
     * @param delivered makes settings what components get: with what they ask for from elsewhere
     */
    public GuardedStore(
            Function<String, Rules> rulesOf,
            RevisionStore revisions,
            Refusals refusals,
            Function<Map<String, Object>, Map<String, Object>> delivered) {
        this.rulesOf = rulesOf;
        this.revisions = revisions;
        this.refusals = refusals;
        this.delivered = delivered;
    }

    /** What is wrong with settings of a PID; empty if nothing is. */
    public List<Breach> check(String pid, Map<String, Object> settings) {
        return check(rulesOf.apply(pid), settings);
    }

    /** What is wrong with settings, for those whose rules these are. */
    public List<Breach> check(Rules rules, Map<String, Object> settings) {
        return rules.isEmpty() ? List.of() : rules.check(delivered.apply(settings), settings);
    }

    /** What is wrong with what is in force of a PID; empty if nothing is. */
    public List<Breach> checkInForce(String pid) {
        StoredRevision current = revisions.current(pid);
        return current == null || current.properties() == null ? List.of() : check(rules(pid), current.settings());
    }

    /** Whether what is in force of a PID was checked, and nobody has gone since who said what it may be. */
    public boolean isChecked(String pid) {
        return checked.contains(pid);
    }

    /** Notes of what is in force whether it is checked now: there are rules, and it passes. */
    public void note(String pid) {
        if (!rules(pid).isEmpty() && checkInForce(pid).isEmpty()) {
            checked.add(pid);
        } else if (rules(pid).isEmpty()) {
            checked.remove(pid);
        }
    }

    /** Runs a change of Config Admin in the name of someone; a withdrawal leaves the refusal that led to it. */
    public void as(String by, boolean withdrawal, Change change) throws IOException {
        WRITING.set(new Writing(by, withdrawal));
        try {
            change.make();
        } finally {
            WRITING.remove();
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // as the interface has it
    public void store(String pid, Dictionary properties) throws IOException {
        Dictionary<String, Object> typed = StoredRevision.copy(properties);
        if (typed.get(NEW) != null) {
            unset.put(pid, typed);
            return;
        }
        Writing writer = WRITING.get();
        String by = writer == null ? CODE : writer.by();
        Rules rules = rules(pid, typed);
        pass(pid, rules, Values.settings(typed), by);
        revisions.put(pid, typed, by);
        if (rules.isEmpty()) {
            checked.remove(pid);
        } else {
            checked.add(pid);
        }
        unset.remove(pid);
        refusals.clear(pid);
    }

    /** What is said about a configuration, as far as it tells that it is of a factory. */
    public Rules rules(String pid) {
        StoredRevision current = revisions.current(pid);
        Dictionary<String, Object> properties = current == null ? null : current.properties();
        return properties == null ? rulesOf.apply(pid) : rules(pid, properties);
    }

    /** What is said about a configuration; by its factory, which its PID need not tell. */
    private Rules rules(String pid, Dictionary<String, Object> properties) {
        Object factory = properties.get(ConfigurationAdmin.SERVICE_FACTORYPID);
        return rulesOf.apply(factory == null ? pid : factory.toString());
    }

    private void pass(String pid, Rules rules, Map<String, Object> settings, String by)
            throws ConfigurationRefusedException {
        List<Breach> breaches = check(rules, settings);
        if (breaches.isEmpty()) {
            return;
        }
        ConfigurationRefusedException refused = new ConfigurationRefusedException(pid, breaches);
        if (refusals.add(pid, by, breaches)) {
            LOG.error("{} (from {})", refused.getMessage(), by);
        }
        throw refused;
    }

    @Override
    public void delete(String pid) throws IOException {
        Writing writer = WRITING.get();
        revisions.delete(pid, writer == null ? CODE : writer.by());
        unset.remove(pid);
        checked.remove(pid);
        if (writer == null || !writer.withdrawal()) {
            refusals.clear(pid);
        }
    }

    @Override
    public boolean exists(String pid) {
        return unset.containsKey(pid) || revisions.current(pid) != null;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public Dictionary load(String pid) throws IOException {
        StoredRevision current = revisions.current(pid);
        Dictionary<String, Object> properties = current == null ? unset.get(pid) : current.properties();
        if (properties == null) {
            throw new IOException("nothing is set for " + pid);
        }
        return StoredRevision.copy(properties);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public Enumeration getDictionaries() throws IOException {
        List<Dictionary> all = new ArrayList<>();
        for (String pid : revisions.pids()) {
            all.add(load(pid));
        }
        unset.values().forEach(properties -> all.add(StoredRevision.copy(properties)));
        return Collections.enumeration(all);
    }

    /** A change of Config Admin, see {@link ConfigurationAdmin}. */
    @FunctionalInterface
    public interface Change {

        void make() throws IOException;
    }

    private record Writing(String by, boolean withdrawal) {}
}
