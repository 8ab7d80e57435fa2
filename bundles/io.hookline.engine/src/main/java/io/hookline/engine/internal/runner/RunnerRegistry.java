package io.hookline.engine.internal.runner;

import io.hookline.engine.contract.Contract;
import io.hookline.engine.runner.Codec;
import io.hookline.engine.runner.CodecProvider;
import io.hookline.engine.runner.HookRunner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The runners by name, and the providers of codecs. Safe for use by many threads. */
public final class RunnerRegistry {

    private static final Logger LOG = LoggerFactory.getLogger("io.hookline.guard");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9.-]{0,63}");
    private static final int MOST_SHOWN = 64;

    /** All runners in the order in which they came; the first one of a name is the one in use. Guarded by itself. */
    private final List<Named> runners = new ArrayList<>();

    private final List<CodecProvider> providers = new CopyOnWriteArrayList<>();

    /** A registry with the engine's own runners, which cannot be removed. */
    public RunnerRegistry() {
        for (HookRunner builtIn : List.of(new InlineRunner(), new WatchedRunner(), new PoolRunner())) {
            runners.add(new Named(builtIn.name(), builtIn));
        }
    }

    /**
     * Adds a runner.
     *
     * @return whether it is in use; false if its name is taken: then it waits until the other runner of that name
     *     leaves
     * @throws IllegalArgumentException if its name is not valid
     */
    public boolean add(HookRunner runner) {
        String name = runner.name();
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a runner cannot be named '" + shortened(name) + "', as "
                    + className(runner) + " is: a name is a lower-case letter, then up to 63 lower-case letters,"
                    + " digits, dots and hyphens");
        }
        synchronized (runners) {
            HookRunner other = find(name);
            if (other == runner) {
                return true;
            }
            runners.add(new Named(name, runner));
            if (other != null) {
                LOG.error(
                        "runner '{}' of {} is not used: {} has that name. It takes over when that one leaves",
                        name,
                        className(runner),
                        className(other));
            }
            return other == null;
        }
    }

    /** Whether a runner is one of the engine's own. */
    public static boolean isBuiltIn(HookRunner runner) {
        return runner instanceof InlineRunner || runner instanceof WatchedRunner || runner instanceof PoolRunner;
    }

    private static @Nullable String shortened(@Nullable String name) {
        return name == null || name.length() <= MOST_SHOWN ? name : name.substring(0, MOST_SHOWN) + "…";
    }

    /** Removes a runner; false if it is not there. The built-in ones stay. */
    public boolean remove(HookRunner runner) {
        synchronized (runners) {
            return runners.removeIf(known -> known.runner() == runner);
        }
    }

    /** The runner of a name, or null. */
    public @Nullable HookRunner find(String name) {
        synchronized (runners) {
            return inUse().get(name);
        }
    }

    /** All runners, and whether each is in use. */
    public Map<HookRunner, Boolean> all() {
        synchronized (runners) {
            Map<String, HookRunner> used = inUse();
            Map<HookRunner, Boolean> all = new LinkedHashMap<>();
            runners.forEach(known -> all.put(known.runner(), used.get(known.name()) == known.runner()));
            return all;
        }
    }

    private Map<String, HookRunner> inUse() {
        Map<String, HookRunner> used = new LinkedHashMap<>();
        runners.forEach(known -> used.putIfAbsent(known.name(), known.runner()));
        return used;
    }

    /** Adds a provider of codecs. */
    public void add(CodecProvider provider) {
        providers.add(provider);
    }

    /** Removes a provider of codecs; false if it is not there. */
    public boolean remove(CodecProvider provider) {
        return providers.remove(provider);
    }

    /** Whether a provider is there. */
    public boolean has(CodecProvider provider) {
        return providers.contains(provider);
    }

    /** A contract's first codec of a kind, and its provider; null if there is none. */
    public <C extends Codec> @Nullable Provided<C> codec(Contract<?> contract, Class<C> kind) {
        for (CodecProvider provider : providers) {
            Optional<Codec> codec = provider.codecFor(contract);
            if (codec.isPresent() && kind.isInstance(codec.get())) {
                return new Provided<>(provider, kind.cast(codec.get()));
            }
        }
        return null;
    }

    private static String className(HookRunner runner) {
        return runner.getClass().getName();
    }

    /** A codec and its provider. */
    public record Provided<C extends Codec>(CodecProvider provider, C codec) {}

    private record Named(String name, HookRunner runner) {}
}
