package io.hookline.unload.internal;

import io.hookline.unload.UnloadWatch;
import io.hookline.unload.UnloadWatches;
import java.time.Clock;
import org.osgi.service.component.annotations.Component;

/** Opens watches that use the JVM's own garbage collector. */
@Component
public final class LoaderWatches implements UnloadWatches {

    @Override
    public UnloadWatch open() {
        return new LoaderWatch(Clock.systemUTC(), UnloadLimits.standard());
    }
}
