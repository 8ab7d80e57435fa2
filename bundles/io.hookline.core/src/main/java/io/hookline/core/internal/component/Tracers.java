package io.hookline.core.internal.component;

import io.hookline.api.trace.CallTracer;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Has call scopes observed by the tracer that is there, the one with the highest ranking of several. */
@Component(
        service = {},
        immediate = true)
public final class Tracers {

    private final Core core;
    private @Nullable CallTracer used;

    /** For the core's scopes. */
    @Activate
    public Tracers(@Reference Core core) {
        this.core = core;
    }

    @Reference(
            service = CallTracer.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bind(CallTracer tracer) {
        used = tracer;
        core.engine().traceBy(tracer);
    }

    synchronized void unbind(CallTracer tracer) {
        // When one tracer replaces another, the new one is bound before the old one goes.
        if (used == tracer) {
            used = null;
            core.engine().traceBy(null);
        }
    }
}
