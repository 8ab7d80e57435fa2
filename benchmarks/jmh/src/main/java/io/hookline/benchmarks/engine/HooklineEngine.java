package io.hookline.benchmarks.engine;

import io.hookline.api.CallScope;
import io.hookline.api.ErrorPolicy;
import io.hookline.api.HookPoints;
import io.hookline.api.PointSpec;
import io.hookline.api.runtime.GuardStatus;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.Engine;
import io.hookline.engine.EngineSettings;
import io.hookline.engine.HookInfo;
import io.hookline.engine.HookRegistration;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.guard.GuardRule;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The engine, as the benchmarks use it. Safe for use by many threads. */
public final class HooklineEngine implements AutoCloseable {

    private final Engine engine;
    private final HookPoints points;
    private final Map<Long, HookRegistration> registrations = new ConcurrentHashMap<>();
    private final AtomicLong nextService = new AtomicLong(1);

    private HooklineEngine(EngineSettings settings) {
        this.engine = Engine.create(settings);
        this.points = engine.points("benchmarks");
    }

    /** An engine that calls its chains in a loop. */
    public static HooklineEngine looping() {
        return new HooklineEngine(EngineSettings.defaults().withCompiling(false));
    }

    /** An engine that compiles chains that are called often. */
    public static HooklineEngine compiling() {
        return new HooklineEngine(EngineSettings.defaults());
    }

    /** An engine that compiles, with fenced leases. */
    public static HooklineEngine fenced() {
        return new HooklineEngine(EngineSettings.defaults().withFenced("a benchmark asks for it"));
    }

    /** Opens a point. */
    public <T> T open(String point, Class<T> contract) {
        return points.open(point, contract).call();
    }

    /** Opens a point that skips failing hooks. */
    public <T> T openSkipping(String point, Class<T> contract) {
        return points.open(PointSpec.of(point, contract).withErrorPolicy(ErrorPolicy.SKIP))
                .call();
    }

    /** Sets the guard rule of the hooks of this name, or of all if it is empty; null for the default. */
    public void guard(String hook, GuardRule.@Nullable Builder guarding) {
        engine.guard(guarding == null ? List.of() : List.of(guarding.hook(hook).build()));
    }

    /** The name of the plugin of a hook that {@link #add} adds. */
    public static String plugin(String point, int position) {
        return point + "." + position;
    }

    /** The number of calls that the guards of a plugin's hooks have refused. */
    public long refusedCalls(String plugin) {
        return guards(plugin).mapToLong(GuardStatus::refusedCalls).sum();
    }

    /** The number of hanging calls that the guards of a plugin's hooks know. */
    public int hanging(String plugin) {
        return guards(plugin).mapToInt(GuardStatus::hanging).sum();
    }

    /** The reason why the breakers of a plugin's hooks are open; empty if they are closed. */
    public String openBecause(String plugin) {
        return guards(plugin).map(GuardStatus::reason).collect(Collectors.joining("; "));
    }

    private Stream<GuardStatus> guards(String plugin) {
        return engine.report().guards().stream().filter(guard -> guard.plugin().equals(plugin));
    }

    /**
     * Adds a hook as a service of a plugin of its own.
     *
     * @param position its position in the chain; a hook of a higher release replaces those of lower ones
     * @return the service's id
     */
    public <T> long add(String point, Class<T> contract, int position, int release, T hook) {
        long service = nextService.getAndIncrement();
        String plugin = plugin(point, position);
        registrations.put(
                service,
                engine.register(
                        new HookInfo(
                                service,
                                point,
                                plugin + ".hook",
                                new ReleaseId(plugin, "1." + release + ".0", service),
                                -position,
                                List.of(),
                                List.of(),
                                List.of(contract.getName()),
                                List.of()),
                        hook));
        return service;
    }

    /** Removes a hook and waits for its calls. */
    public void remove(long service) {
        HookRegistration registration = registrations.remove(service);
        if (registration != null) {
            registration.close();
        }
    }

    /** Enters a scope on the calling thread. */
    public CallScope enter() {
        return points.enter();
    }

    /** An object of a contract that calls the methods of a plain one, as a binding by configuration makes it. */
    public static <T> T bound(Class<T> contract, Object plain) {
        Contract<T> read = Contract.of(contract);
        Map<ContractMethod, MethodHandle> handles = new HashMap<>();
        for (ContractMethod method : read.methods()) {
            Method wanted = method.method();
            MethodType type = MethodType.methodType(wanted.getReturnType(), wanted.getParameterTypes());
            try {
                handles.put(
                        method,
                        MethodHandles.publicLookup()
                                .findVirtual(plain.getClass(), wanted.getName(), type)
                                .bindTo(plain));
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(e);
            }
        }
        return contract.cast(Engine.implement(read, plain.getClass(), handles).orElseThrow());
    }

    /** Waits until the chain of a point that is being called is compiled; false if the time ran out. */
    public boolean awaitCompiled(String point, Duration timeout) {
        return engine.awaitCompiled(point, timeout);
    }

    @Override
    public void close() {
        engine.close();
    }
}
