package io.hookline.engine.internal.live;

import io.hookline.api.HookPoint;
import io.hookline.api.PointSpec;
import io.hookline.api.runtime.Actor;
import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.OpenPoints;
import io.hookline.api.runtime.RefusedHook;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.api.runtime.RuntimeEvents;
import io.hookline.engine.HookInfo;
import io.hookline.engine.HookSource;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.internal.contract.ContractCheck;
import io.hookline.engine.internal.generation.Generation;
import io.hookline.engine.internal.generation.Generations;
import io.hookline.engine.internal.generation.Leases;
import io.hookline.engine.release.ChainPreview;
import io.hookline.engine.release.PlannedHook;
import io.hookline.engine.release.ReleaseChange;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.engine.release.ReleaseHook;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one writer of the live set: which points are open, which hooks are there, and the resulting chains.
 *
 * <p>Each change takes the same steps. Under the lock, note it. Without the lock, fetch services that are newly needed,
 * because that runs plugins' code. Under the lock, build the chains of the affected points and publish them in one
 * generation. Without the lock, drain, and give back the services that no call can see. Safe for use by many threads. A
 * change is visible to every call that begins after the method has returned, except for a hook that another thread is
 * still fetching.
 */
public final class LiveSet {

    private final Generations generations;
    private final Leases leases;
    private final Drains drains;
    private final PointFactory chains;
    private final HookEntry.Guarding guards;
    private final EligibilityCheck eligibility;

    private final Object lock = new Object();
    private final PointTable points = new PointTable();
    private final HookEntries entries = new HookEntries();
    private final ActivationState activation = new ActivationState();
    private final HookActivation services = new HookActivation(lock, points, entries);
    private final Handovers handovers = new Handovers(activation);
    private final ChainPublisher publisher;
    private volatile Consumer<String> pointListener = point -> {};
    private final List<Runnable> releaseListeners = new CopyOnWriteArrayList<>();

    /** A live set without points and hooks. */
    LiveSet(
            Leases leases,
            Drains drains,
            PointFactory chains,
            HookEntry.Guarding guards,
            ContractCheck contracts,
            RuntimeEvents events) {
        this.generations = leases.generations();
        this.leases = leases;
        this.drains = drains;
        this.chains = chains;
        this.guards = guards;
        this.eligibility = new EligibilityCheck(contracts);
        this.publisher = new ChainPublisher(generations, entries, activation, events);
    }

    /**
     * Adds a hook; if it is refused, its entry says why.
     *
     * @throws IllegalArgumentException if another hook has its id
     */
    public void add(HookSource source) {
        HookEntry entry = new HookEntry(source, guards);
        long id = entry.info().id();
        synchronized (lock) {
            HookEntry known = entries.get(id);
            if (known != null) {
                throw new IllegalArgumentException("a hook cannot be registered with the id " + id + ", which "
                        + known.info().label() + " has: each hook of an engine needs an id of its own");
            }
            entries.add(entry);
        }
        settle(Set.of(entry.info().point()), entry, Cause.ofRuntime(entry.info().label() + " was registered"));
    }

    /** Whether a hook has an id. */
    public boolean isKnown(long id) {
        synchronized (lock) {
            return entries.get(id) != null;
        }
    }

    /**
     * Takes note that a hook's properties have changed.
     *
     * @param current reads them; called under the lock, so that of several changes the last one counts
     */
    public void modify(long serviceId, Supplier<HookInfo> current) {
        Cause cause;
        Set<String> concerned = new HashSet<>();
        synchronized (lock) {
            HookEntry entry = entries.get(serviceId);
            if (entry == null) {
                return;
            }
            HookInfo changed = current.get();
            if (changed.equals(entry.info())) {
                return;
            }
            concerned.add(entry.info().point());
            concerned.add(changed.point());
            entries.unindex(entry);
            entry.inform(changed);
            entry.accept();
            entries.index(entry);
            cause = Cause.ofRuntime("the properties of " + changed.label() + " changed");
        }
        settle(concerned, cause);
    }

    /** Removes a hook; returns when no call is in it any more, at most after the drain timeout. */
    public void remove(long serviceId) {
        LeavingHooks leaving = new LeavingHooks();
        synchronized (lock) {
            HookEntry entry = entries.remove(serviceId);
            if (entry == null) {
                return;
            }
            entry.goAway();
            leaving.take(entry);
            Set<String> concerned = Set.of(entry.info().point());
            checkAll(concerned, false);
            Cause cause = Cause.ofRuntime(entry.info().label() + " was unregistered");
            points.among(concerned).forEach(point -> publisher.publishOne(point, entry, true, cause));
        }
        leaving.letGo(drains);
        generations.relieve();
    }

    /**
     * Opens a point, shares the one that is open with an equal specification, or takes over the one that another
     * release of the owner has open: see {@link Handovers}.
     *
     * @param onClose told when the opener closes it
     * @throws io.hookline.api.ContractException if the contract is not valid
     * @throws IllegalStateException if a point of that name is open with another specification, and is not handed over
     */
    public <T> HookPoint<T> open(PointSpec<T> spec, PointOwner owner, Consumer<HookPoint<?>> onClose) {
        Contract<T> contract = Contract.of(spec.contract());
        return openOr(spec, contract, owner, onClose, open -> handovers.accept(open, spec, owner));
    }

    /** The same for an owner that is no release. */
    public <T> HookPoint<T> open(PointSpec<T> spec, String owner, Consumer<HookPoint<?>> onClose) {
        return open(spec, PointOwner.of(owner), onClose);
    }

    /**
     * Opens a point with the default policy, or joins the one that is open with the same contract, with any policy.
     *
     * @param owner symbolic name of the bundle that opens it
     * @throws IllegalStateException if a point of that name is open with another contract
     */
    public <T> HookPoint<T> join(String name, Class<T> contract, String owner) {
        PointSpec<T> spec = PointSpec.of(name, contract);
        return openOr(
                spec, Contract.of(contract), PointOwner.of(owner), closed -> {}, open -> points.shared(name, contract));
    }

    private <T> HookPoint<T> openOr(
            PointSpec<T> spec,
            Contract<T> contract,
            PointOwner owner,
            Consumer<HookPoint<?>> onClose,
            Function<Point<?>, Point<T>> onOther) {
        Point<T> point;
        boolean isNew;
        synchronized (lock) {
            Point<?> open = points.get(spec.name());
            isNew = open == null;
            if (open == null) {
                point = chains.point(spec, contract);
                points.add(point);
                entries.at(spec.name()).reconsiderAll();
            } else {
                point = open.matches(spec) ? PointTable.cast(open, spec.contract()) : onOther.apply(open);
            }
            point.owners().add(owner);
        }
        if (isNew) {
            pointListener.accept(spec.name());
        }
        settle(Set.of(spec.name()), Cause.ofRuntime(owner + " opened hook point " + spec.name()));
        awaitServices(spec.name());
        return new OpenedPoint<>(point, leases, next -> change(point, next, owner), () -> close(point, owner), onClose);
    }

    private <T> void change(Point<T> point, PointSpec<T> spec, PointOwner owner) {
        synchronized (lock) {
            if (point.matches(spec)) {
                return;
            }
            handovers.change(point, spec, owner);
        }
        settle(Set.of(spec.name()), Cause.ofRuntime(owner + " changed hook point " + spec.name()));
        awaitServices(spec.name());
    }

    private void close(Point<?> point, PointOwner owner) {
        LeavingHooks leaving;
        long generation;
        synchronized (lock) {
            point.owners().remove(owner);
            handovers.drop(point, owner);
            if (!point.owners().isEmpty()) {
                return;
            }
            points.remove(point.spec().name());
            Set<String> concerned = Set.of(point.spec().name());
            entries.at(point.spec().name()).reconsiderAll();
            checkAll(concerned, false);
            leaving = entries.deactivateRefused(concerned);
            entries.settled(concerned);
            generation = publisher.publishClosed(
                    point,
                    Cause.ofRuntime(owner + " closed hook point " + point.spec().name()));
        }
        drains.await("hook point " + point.spec().name(), generation, System.nanoTime());
        leaving.letGo(drains);
        pointListener.accept(point.spec().name());
    }

    /** The current generation. */
    public Generation current() {
        return generations.current();
    }

    /** The chains of all open points, by name, under the number of the current generation. */
    public Snapshot snapshot() {
        synchronized (lock) {
            return points.snapshot(generations.current().number(), activation);
        }
    }

    /** Times the next call of each point. */
    void sampleNext() {
        synchronized (lock) {
            points.all().values().forEach(Point::sampleNext);
        }
    }

    /**
     * The live set at one moment.
     *
     * @param generation the current generation's number
     * @param chains the stable ones by point name, sorted
     * @param routed by point name, the chains of those routes on which other hooks stand, by the routes' names
     */
    public record Snapshot(long generation, Map<String, Chain> chains, Map<String, Map<String, Chain>> routed) {}

    /**
     * Sets the listener for points that have just opened, before their opener may call them, or closed. Called without
     * any lock.
     */
    public void onPointChange(Consumer<String> listener) {
        pointListener = listener;
    }

    /** Whether a hook names a point. Takes no lock. */
    public boolean isNamed(String point) {
        return entries.isNamed(point);
    }

    /** The contract of a point, or null if it is not open. */
    public @Nullable Class<?> contract(String point) {
        synchronized (lock) {
            Point<?> open = points.get(point);
            return open == null ? null : open.spec().contract();
        }
    }

    /** Symbolic names of the releases that opened a point; empty if it is not open. */
    public List<String> owners(String point) {
        synchronized (lock) {
            return points.owners(point);
        }
    }

    /** An open point for callers that have not opened it; empty if it is not open. */
    public Optional<OpenPoints.OpenPoint> openPoint(String name) {
        synchronized (lock) {
            Point<?> open = points.get(name);
            return open == null
                    ? Optional.empty()
                    : Optional.of(new CalledPoint(name, open.spec().contract(), open.called()));
        }
    }

    /** The hooks that are in no chain, each with the reason; hooks on standby are not among them. */
    public List<RefusedHook> refused() {
        synchronized (lock) {
            return entries.refused();
        }
    }

    // ---- releases --------------------------------------------------------------------------------------------------

    /** Keeps the hooks of releases out of all chains. */
    public void stage(Collection<ReleaseId> releases) {
        synchronized (lock) {
            activation.stage(releases);
        }
    }

    /** Forgets releases that are gone. */
    public void forget(Collection<ReleaseId> releases) {
        synchronized (lock) {
            activation.forget(releases);
        }
    }

    /** Makes a change in one generation, without waiting for calls; returns its number. */
    public long change(ReleaseChange change) {
        long generation;
        synchronized (lock) {
            Set<String> concerned = new HashSet<>(entries.pointsOf(activation.apply(change)));
            concerned.addAll(handovers.join(change.joining()));
            checkAll(concerned, false);
            generation = publisher.publishRoutes(points.among(concerned), change.cause());
        }
        releaseListeners.forEach(Runnable::run);
        return generation;
    }

    /**
     * Adds a listener that is told after each change, before the change returns. It must not throw, and must not wait
     * for calls.
     */
    public void onRelease(Runnable listener) {
        releaseListeners.add(listener);
    }

    /** Whether calls go to a release: it is neither staged, nor a candidate of a canary, nor about to leave. */
    public boolean isCalled(ReleaseId release) {
        synchronized (lock) {
            return activation.isStable(release);
        }
    }

    /** Previews the chains after a change: see {@link ReleaseControl#preview}. */
    public List<ChainPreview> preview(List<PlannedHook> joining, Set<ReleaseId> leaving) {
        synchronized (lock) {
            return new Preview(points.all(), entries, activation, eligibility).of(joining, leaving);
        }
    }

    /** The hooks that a release has published. */
    public List<ReleaseHook> hooksOf(ReleaseId release) {
        synchronized (lock) {
            return entries.reports(release);
        }
    }

    // ---- guards ----------------------------------------------------------------------------------------------------

    /**
     * Republishes the chains of points if their guards have changed what is called; returns the current generation's
     * number.
     */
    long refresh(Set<String> changed, Cause cause) {
        synchronized (lock) {
            return publish(changed, cause);
        }
    }

    /** Refuses a hook from now on; returns when no call is in it any more, at most after the drain timeout. */
    void breakContract(long serviceId, String detail) {
        String point;
        Cause cause;
        synchronized (lock) {
            HookEntry entry = entries.get(serviceId);
            if (entry == null) {
                return;
            }
            entry.breakContract(detail);
            point = entry.info().point();
            entries.at(point).reconsider(entry);
            cause = new Cause(new Actor(Actor.Kind.GUARD, entry.info().label()), detail);
        }
        settle(Set.of(point), cause);
    }

    // ---- the steps of a change -----------------------------------------------------------------------------------

    private void settle(Set<String> changed, Cause cause) {
        settle(changed, null, cause);
    }

    /**
     * Takes the steps.
     *
     * @param joined the one hook that has joined, if that is all that has changed
     */
    private void settle(Set<String> changed, @Nullable HookEntry joined, Cause cause) {
        Set<String> concerned = new HashSet<>(changed);
        List<HookEntry> wanted;
        synchronized (lock) {
            checkAll(concerned, true);
            wanted = services.claim(concerned);
        }
        wanted.forEach(services::fetch);
        // A hook may have been moved to another point while it was fetched.
        wanted.forEach(entry -> concerned.add(entry.info().point()));
        synchronized (lock) {
            checkAll(concerned, false);
        }
        services.attach(concerned);
        LeavingHooks leaving;
        synchronized (lock) {
            checkAll(concerned, false);
            leaving = entries.deactivateRefused(concerned);
            if (joined != null
                    && concerned.size() == 1
                    && concerned.contains(joined.info().point())) {
                points.among(concerned).forEach(point -> publisher.publishOne(point, joined, false, cause));
            } else {
                publish(concerned, cause);
            }
            wanted.forEach(HookEntry::activationEnded);
            entries.settled(concerned);
            lock.notifyAll();
        }
        leaving.letGo(drains);
        generations.relieve();
    }

    private void awaitServices(String point) {
        if (services.await(point)) {
            synchronized (lock) {
                // They are fetched, but perhaps not yet checked and published by the thread that fetched them.
                checkAll(Set.of(point), false);
                publish(Set.of(point), Cause.ofRuntime("hooks of " + point + " were activated"));
            }
        }
    }

    private void checkAll(Set<String> concerned, boolean again) {
        eligibility.checkAll(concerned, points, entries, again);
    }

    private long publish(Set<String> concerned, Cause cause) {
        return publisher.publish(points.among(concerned), cause);
    }
}
