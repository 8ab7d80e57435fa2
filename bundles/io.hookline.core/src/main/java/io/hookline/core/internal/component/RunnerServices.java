package io.hookline.core.internal.component;

import io.hookline.engine.runner.CodecProvider;
import io.hookline.engine.runner.HookRunner;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whiteboard for runners and codecs. The component runtime calls the remove methods while a service is being
 * unregistered; they return when no call is in what leaves, so that a bundle with a runner can be stopped at any time.
 */
@Component(
        service = {},
        immediate = true)
public final class RunnerServices {

    private static final Logger LOG = LoggerFactory.getLogger(RunnerServices.class);

    private final Core core;

    /** Tells the core's engine of runners and codecs. */
    @Activate
    public RunnerServices(@Reference Core core) {
        this.core = core;
    }

    @Reference(
            service = HookRunner.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addRunner(HookRunner runner) {
        try {
            core.engine().addRunner(runner);
        } catch (IllegalArgumentException e) {
            LOG.error("a runner is not used: {}", e.getMessage());
        }
    }

    void removeRunner(HookRunner runner) {
        core.engine().removeRunner(runner);
    }

    @Reference(
            service = CodecProvider.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void addCodecProvider(CodecProvider provider) {
        core.engine().addCodecProvider(provider);
    }

    void removeCodecProvider(CodecProvider provider) {
        core.engine().removeCodecProvider(provider);
    }
}
