package io.hookline.api.runtime;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The chains of open points for tools that call them without being their host, such as the load driver. Hosts open a
 * point of their own instead: {@link io.hookline.api.HookPoints}.
 *
 * <p>An OSGi service, safe for use by many threads.
 */
@ProviderType
public interface OpenPoints {

    /** The point of that name, or empty if none is open. Does not keep it open. */
    Optional<OpenPoint> find(String name);

    /** A point that was open when it was asked for. */
    @ProviderType
    interface OpenPoint {

        /** The point's name. */
        String name();

        /** Its contract. */
        Class<?> contract();

        /**
         * Its chain as one object of the contract. Calls on it are like those of its host: they run its hooks, are
         * counted, and removals wait for them. They throw an {@link IllegalStateException} once the point is closed.
         */
        Object call();
    }
}
