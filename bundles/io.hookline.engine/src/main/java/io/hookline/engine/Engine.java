package io.hookline.engine;

import io.hookline.api.HookPoint;
import io.hookline.api.HookPoints;
import io.hookline.api.PointSpec;
import io.hookline.api.runtime.OpenPoints;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.api.runtime.RuntimeListener;
import io.hookline.api.trace.CallTracer;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.guard.GuardRule;
import io.hookline.engine.internal.compile.BoundHook;
import io.hookline.engine.internal.live.EngineAssembly;
import io.hookline.engine.internal.live.EnginePoints;
import io.hookline.engine.internal.live.EngineReleases;
import io.hookline.engine.internal.live.LiveSet;
import io.hookline.engine.internal.live.PointOwner;
import io.hookline.engine.release.GuardObserver;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.engine.runner.CodecProvider;
import io.hookline.engine.runner.HookRunner;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hook points and the hooks at them, in plain Java.
 *
 * <pre>{@code
 * try (Engine engine = Engine.create()) {
 *     HookPoint<PriceHook> price = engine.points("shop").open("shop.price", PriceHook.class);
 *     HookRegistration rebate = engine.register("shop.price", PriceHook.class, new Rebate());
 *     int total = price.call().price(100);
 *     rebate.close(); // returns when no call is in the hook any more
 * }
 * }</pre>
 *
 * <p>Every change of hooks or points publishes one generation, which calls that begin afterwards see whole. Safe for
 * use by many threads. Create one engine for an application; each has two daemon threads.
 */
public final class Engine implements AutoCloseable {

    private final EngineAssembly assembly;
    private final LiveSet live;
    private final ReleaseControl releases;
    private final EngineReport report;
    /**
     * Ids of hooks that are registered without a description: counted up from a high value, so that they do not
     * collide with those of a framework.
     */
    private final AtomicLong nextId = new AtomicLong(Long.MAX_VALUE / 4);

    private Engine(EngineSettings settings) {
        this.assembly = new EngineAssembly(settings);
        this.live = assembly.live();
        this.releases = new EngineReleases(assembly);
        this.report = new EngineReport(assembly);
    }

    /** An engine with the settings that fit this JVM. */
    public static Engine create() {
        return create(EngineSettings.defaults());
    }

    /** An engine with settings of your own. */
    public static Engine create(EngineSettings settings) {
        return new Engine(settings);
    }

    // ---- points ----------------------------------------------------------------------------------------------------

    /**
     * The engine's points for one owner.
     *
     * @param owner names the part of the application that opens points, for messages and reports
     */
    public HookPoints points(String owner) {
        return new EnginePoints(assembly, owner);
    }

    /**
     * Opens a point, or shares the one that is open with an equal specification.
     *
     * @param onClose told when the opener closes it
     * @throws io.hookline.api.ContractException if the contract is not valid
     * @throws IllegalStateException if a point of that name is open with another specification
     */
    public <T> HookPoint<T> open(PointSpec<T> spec, String owner, Consumer<HookPoint<?>> onClose) {
        return live.open(spec, owner, onClose);
    }

    /**
     * The same for a release of a host. If another release of it has the point open, the point is handed over: it takes
     * the new release's policy and requirement in the generation in which that release joins, and stays the same
     * object, with its hooks, throughout.
     *
     * @throws IllegalStateException also if the releases do not have the same contract class
     */
    public <T> HookPoint<T> open(PointSpec<T> spec, ReleaseId owner, Consumer<HookPoint<?>> onClose) {
        return live.open(spec, PointOwner.of(owner), onClose);
    }

    /**
     * Opens a point with the default policy, or joins the one that is open with the same contract, with any policy.
     *
     * @throws IllegalStateException if a point of that name is open with another contract
     */
    public <T> HookPoint<T> join(String name, Class<T> contract, String owner) {
        return live.join(name, contract, owner);
    }

    /** An open point for a caller that has not opened it; empty if it is not open. */
    public Optional<OpenPoints.OpenPoint> openPoint(String name) {
        return live.openPoint(name);
    }

    /** Whether a registered hook names a point, whether it is open or not. Takes no lock. */
    public boolean isNamed(String point) {
        return live.isNamed(point);
    }

    /** The contract of a point, or null if it is not open. */
    public @Nullable Class<?> contract(String point) {
        return live.contract(point);
    }

    /**
     * Sets the one listener for points that open, before their opener may call them, or close. Called without any lock.
     */
    public void onPointChange(Consumer<String> listener) {
        live.onPointChange(listener);
    }

    // ---- hooks -----------------------------------------------------------------------------------------------------

    /**
     * Registers a hook. If the engine refuses it, the report of refused hooks says why.
     *
     * @throws IllegalArgumentException if another hook that is registered has its id
     */
    public HookRegistration register(HookSource source) {
        live.add(source);
        long id = source.info().id();
        return new HookRegistration() {
            @Override
            public void update(Supplier<HookInfo> current) {
                live.modify(id, current);
            }

            @Override
            public void close() {
                live.remove(id);
            }
        };
    }

    /** Registers an object as a hook. */
    public HookRegistration register(HookInfo info, Object hook) {
        return register(HookSource.of(info, hook));
    }

    /** Registers an object as a hook with ranking 0 and no constraints, named by its class. */
    public <T> HookRegistration register(String point, Class<T> contract, T hook) {
        String name = hook.getClass().getName();
        long id = freeId();
        return register(
                new HookInfo(
                        id,
                        point,
                        name,
                        new ReleaseId(name, "0.0.0", id),
                        0,
                        List.of(),
                        List.of(),
                        List.of(contract.getName()),
                        List.of()),
                hook);
    }

    /** An id that no hook has, whatever ids callers have chosen for theirs. */
    private long freeId() {
        long id = nextId.getAndIncrement();
        while (live.isKnown(id)) {
            id = nextId.getAndIncrement();
        }
        return id;
    }

    /**
     * An object of a contract whose methods are method handles.
     *
     * @param target the class whose methods they are, for the watchdog
     * @param handles by method, each of exactly the method's own type; a method without one keeps its default
     * @return empty if no class loader sees both the contract and the engine
     * @throws LinkageError if the JVM refuses the class
     */
    public static Optional<Object> implement(
            Contract<?> contract, Class<?> target, Map<ContractMethod, MethodHandle> handles) {
        return BoundHook.implementing(contract, target, handles);
    }

    // ---- releases, guards ------------------------------------------------------------------------------------------

    /** Lets releases come and go together. */
    public ReleaseControl releases() {
        return releases;
    }

    /** Whether calls go to a release: it is neither staged, nor a candidate of a canary, nor about to leave. */
    public boolean isCalled(ReleaseId release) {
        return live.isCalled(release);
    }

    /**
     * Adds a listener that is told after each change of releases, before it returns. It must not throw, nor wait for
     * calls.
     */
    public void onReleaseChange(Runnable listener) {
        live.onRelease(listener);
    }

    /**
     * Applies other guard rules from now on. Hooks that need another runner or other limits are reattached on another
     * thread; then the changed chains are published in one generation.
     */
    public void guard(List<GuardRule> rules) {
        assembly.guards().follow(rules);
    }

    /**
     * Closes the breakers of the hooks that answer to a name, and lets those that have blocked although they declare
     * that they never do count as non-blocking again; returns how many hooks that has changed.
     */
    public int resetGuards(String name) {
        return assembly.guards().reset(name);
    }

    /** Stops calling the hooks of a release, those that come later included, because it tried to end the JVM. */
    public void triedToExit(ReleaseId release, String call) {
        assembly.guards().triedToExit(release, call);
    }

    /**
     * Has scopes observed that are entered from now on.
     *
     * @param tracer null to end that; scopes that are observed stay so
     */
    public void traceBy(@Nullable CallTracer tracer) {
        assembly.leases().traceBy(tracer);
    }

    /** Tells an observer of quarantines, until it is removed. */
    public void addGuardObserver(GuardObserver observer) {
        assembly.guards().addObserver(observer);
    }

    /** Stops telling an observer. */
    public void removeGuardObserver(GuardObserver observer) {
        assembly.guards().removeObserver(observer);
    }

    // ---- events ----------------------------------------------------------------------------------------------------

    /** Tells a listener what happens from now on. */
    public void addListener(RuntimeListener listener) {
        assembly.events().add(listener);
    }

    /**
     * Tells a listener what happens from now on.
     *
     * @param name its name for the log if it throws, such as whose it is
     */
    public void addListener(RuntimeListener listener, String name) {
        assembly.events().add(listener, name);
    }

    /** Stops telling a listener. */
    public void removeListener(RuntimeListener listener) {
        assembly.events().remove(listener);
    }

    /** Tells all listeners of an event outside the engine, in order with its own. */
    public void publish(RuntimeEvent event) {
        assembly.events().publish(event);
    }

    // ---- runners ---------------------------------------------------------------------------------------------------

    /**
     * Adds a runner. Hooks whose rules name it are attached to it, in one generation, before this returns.
     *
     * @return whether it is in use; false if its name is taken, as those of the built-in ones are: then the report of
     *     runners shows it, and it takes over when the other runner of that name leaves
     * @throws IllegalArgumentException if its name is not valid
     */
    public boolean addRunner(HookRunner runner) {
        return assembly.guards().attachments().add(runner);
    }

    /**
     * Removes a runner. Calls of its hooks are refused from one generation on, until a runner of that name comes or
     * their rules name another. Returns when no call is in its attachments, at the latest after the drain timeout. A
     * call that removes its own runner does not wait for itself.
     */
    public void removeRunner(HookRunner runner) {
        assembly.guards().attachments().remove(runner);
    }

    /**
     * Adds a provider of codecs, for runners that need them. Hooks that wait for one are attached before this returns.
     */
    public void addCodecProvider(CodecProvider provider) {
        assembly.guards().attachments().add(provider);
    }

    /**
     * Removes a provider of codecs: hooks that are attached with its codecs are reattached or refuse calls, as above.
     */
    public void removeCodecProvider(CodecProvider provider) {
        assembly.guards().attachments().remove(provider);
    }

    // ---- reports, settings -----------------------------------------------------------------------------------------

    /** The current state of the engine. */
    public EngineReport report() {
        return report;
    }

    /** How long a removal waits for calls. */
    public Duration drainTimeout() {
        return assembly.drains().timeout();
    }

    /** Sets how long a removal waits for calls. */
    public void setDrainTimeout(Duration timeout) {
        assembly.drains().setTimeout(timeout);
    }

    /** How leases become visible to the writer, in words. */
    public String leaseMode() {
        return assembly.leaseMode();
    }

    /**
     * Waits until the point's latest chain is compiled, which happens once it has been called some hundred times.
     *
     * @return false if the time ran out
     */
    public boolean awaitCompiled(String point, Duration timeout) {
        return assembly.awaitCompiled(point, timeout);
    }

    /** Ends the engine's threads. Points stay callable, as they are. */
    @Override
    public void close() {
        assembly.close();
    }
}
