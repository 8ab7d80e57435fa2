package io.hookline.api.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** A hook in or beside a chain. */
@ProviderType
public interface HookDTO {

    /** The hook's name within its plugin. */
    String name();

    /** Symbolic name of its bundle. */
    String plugin();

    /** Its bundle's version. */
    String version();

    /** Its bundle's id. */
    long bundleId();

    /** Its service's id. */
    long serviceId();

    /** Its {@code service.ranking}. */
    int ranking();

    /** Plugins or hooks that it asks to stand ahead of. */
    List<String> before();

    /** Plugins or hooks that it asks to stand behind. */
    List<String> after();

    /** How often it was called since it came. */
    long calls();

    /** How many of these calls threw. */
    long failures();

    /** What the latest failing one threw, or null. */
    @Nullable
    String lastFailure();

    /**
     * How many calls are now in its chain, be it that they run this hook or another one; those of an asynchronous method until
     * their stage is complete.
     */
    long inFlight();

    /** How long its calls take, by those that were timed. */
    LatencyDTO latency();

    /** How it is guarded; null if it is not. */
    @Nullable
    GuardDTO guard();

    /**
     * How long the calls of a hook take, in nanoseconds: of each point one call in a tenth of a second is timed, and every call while a
     * flight recording takes {@code io.hookline.HookCall} events. Of a hook that wraps others, the time of what it wraps is included;
     * of an asynchronous one, the time until its stage is complete, or
     * until its method returned if it wraps others.
     */
    @ProviderType
    interface LatencyDTO {

        /** How many calls were timed; if none, the other values are 0. */
        long samples();

        /** The median. */
        long p50Nanos();

        /** The 99th percentile. */
        long p99Nanos();

        /** The longest. */
        long maxNanos();
    }
}
