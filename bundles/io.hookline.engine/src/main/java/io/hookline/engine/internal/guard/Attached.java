package io.hookline.engine.internal.guard;

import io.hookline.api.PointSpec;
import io.hookline.engine.HookInfo;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.internal.runner.RunnerRegistry;
import io.hookline.engine.runner.AttachException;
import io.hookline.engine.runner.AttachRequest;
import io.hookline.engine.runner.CallInterceptor;
import io.hookline.engine.runner.Codec;
import io.hookline.engine.runner.CodecProvider;
import io.hookline.engine.runner.HookAttachment;
import io.hookline.engine.runner.HookRunner;
import io.hookline.engine.runner.RunnerContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attachment of a hook to a runner, or to none; then its calls are refused. Safe for use by many threads. */
final class Attached {

    private static final Logger LOG = LoggerFactory.getLogger("io.hookline.guard");

    private final GuardedHook guard;
    private final String name;
    private final @Nullable HookRunner runner;
    private final Contract<?> contract;
    private final HookAttachment attachment;
    private final Object target;
    private final AttachmentContext context;
    private final Set<CodecProvider> providers;
    private final boolean onCallersThread;

    private final Object closing = new Object();
    /** Guarded by the lock of closing. */
    private boolean closed;

    /** Set under this object's monitor, which guards those below. */
    private volatile boolean handedOut;

    private @Nullable PointSpec<?> spec;
    private @Nullable Object behindBreaker;

    private Attached(
            GuardedHook guard,
            String name,
            @Nullable HookRunner runner,
            Contract<?> contract,
            HookAttachment attachment,
            Object target,
            AttachmentContext context,
            Set<CodecProvider> providers) {
        this.guard = guard;
        this.name = name;
        this.runner = runner;
        this.contract = contract;
        this.attachment = attachment;
        this.target = target;
        this.context = context;
        this.providers = providers;
        this.onCallersThread = attachment.runsOnCallersThread();
    }

    /**
     * Attaches a hook to a runner.
     *
     * @throws AttachException if the runner does not attach it
     */
    static Attached to(
            HookRunner runner,
            GuardSettings settings,
            Contract<?> contract,
            Object hook,
            GuardedHook guard,
            AttachmentContext context,
            RunnerRegistry runners)
            throws AttachException {
        Request request = new Request(contract, guard.info(), hook, settings, context, runners);
        HookAttachment attachment = runner.attach(request);
        Object target = null;
        try {
            target = attachment.target();
        } finally {
            if (!contract.type().isInstance(target)) {
                attachment.close();
            }
        }
        if (target == null || !contract.type().isInstance(target)) {
            throw new AttachException("its target is no " + contract.type().getName());
        }
        return new Attached(guard, settings.runner(), runner, contract, attachment, target, context, request.providers);
    }

    /**
     * Attaches a hook to nothing: its calls are refused.
     *
     * @param reason asked at each call
     */
    static Attached toNothing(
            Contract<?> contract, Object hook, GuardedHook guard, AttachmentContext context, Supplier<String> reason) {
        Object target = CallInterceptor.proxy(contract, hook, (method, arguments) -> {
            throw guard.refusal(reason.get());
        });
        return new Attached(guard, "", null, contract, new Refusing(target), target, context, Set.of());
    }

    /** Name of its runner; empty if it has none. */
    String name() {
        return name;
    }

    HookAttachment attachment() {
        return attachment;
    }

    boolean isTo(@Nullable HookRunner other) {
        return runner == other;
    }

    boolean isOf(Class<?> type) {
        return contract.type() == type;
    }

    /** Whether its runner is still the one in use under its name, and the providers of its codecs are still there. */
    boolean isIntact(RunnerRegistry runners) {
        return runner != null
                && runners.find(name) == runner
                && providers.stream().allMatch(runners::has);
    }

    /** Whether it can stay unchanged under the hook's settings. */
    boolean serves(GuardSettings settings) {
        return !context.isReattaching() && attachment.serves(settings);
    }

    /** What chains call: the attachment's target, or while the breaker is not closed the breaker in front of it. */
    synchronized Object handOut(PointSpec<?> at, boolean breakerClosed) {
        handedOut = true;
        if (breakerClosed) {
            return target;
        }
        Object before = behindBreaker;
        if (before == null || spec != at) {
            before = CallInterceptor.proxy(contract, target, new BreakerInterceptor(guard, at, target));
            behindBreaker = before;
            spec = at;
        }
        return before;
    }

    /** Whether a chain may call it. Once it may, it always may. */
    boolean wasHandedOut() {
        return handedOut;
    }

    /** What chains call while the breaker is closed. */
    Object target() {
        return target;
    }

    /** Whether the hook runs on the thread that calls the target. */
    boolean runsOnCallersThread() {
        return onCallersThread;
    }

    /** Whether chains call it by this target. */
    synchronized boolean isCalledBy(Object called) {
        return called == target || called == behindBreaker;
    }

    /** Whether it is among what chains call. */
    synchronized boolean isCalled(Set<Object> targets) {
        return targets.contains(target) || (behindBreaker != null && targets.contains(behindBreaker));
    }

    /** Closes the attachment, once; returns when it is closed. */
    void close() {
        context.close();
        synchronized (closing) {
            if (closed) {
                return;
            }
            closed = true;
            try {
                HookRunner by = runner;
                if (by == null) {
                    attachment.close();
                } else {
                    guard.runnerCalls().close(by, guard.info().label(), attachment::close);
                }
            } catch (RuntimeException | Error e) {
                LOG.warn(
                        "the attachment of {} to runner '{}' did not close",
                        guard.info().label(),
                        name,
                        e);
            }
        }
    }

    /** The request that the runner gets. */
    private static final class Request implements AttachRequest {

        private final Contract<?> contract;
        private final HookInfo info;
        private final Object hook;
        private final GuardSettings settings;
        private final RunnerContext context;
        private final RunnerRegistry runners;
        private final Set<CodecProvider> providers = ConcurrentHashMap.newKeySet();

        Request(
                Contract<?> contract,
                HookInfo info,
                Object hook,
                GuardSettings settings,
                RunnerContext context,
                RunnerRegistry runners) {
            this.contract = contract;
            this.info = info;
            this.hook = hook;
            this.settings = settings;
            this.context = context;
            this.runners = runners;
        }

        @Override
        public Contract<?> contract() {
            return contract;
        }

        @Override
        public HookInfo info() {
            return info;
        }

        @Override
        public Object hook() {
            return hook;
        }

        @Override
        public GuardSettings settings() {
            return settings;
        }

        @Override
        public RunnerContext context() {
            return context;
        }

        @Override
        public <C extends Codec> C codec(Class<C> kind) throws AttachException {
            RunnerRegistry.Provided<C> provided = runners.codec(contract, kind);
            if (provided == null) {
                throw new AttachException("there is no " + kind.getSimpleName() + " for contract "
                        + contract.type().getName() + ", which runner '" + settings.runner()
                        + "' needs to call hooks outside this JVM's heap. Install a bundle with a CodecProvider for it, or"
                        + " choose one of the runners inline, watched and pool");
            }
            providers.add(provided.provider());
            return provided.codec();
        }
    }

    /** Runs nothing. */
    private record Refusing(Object target) implements HookAttachment {

        @Override
        public boolean serves(GuardSettings settings) {
            return false;
        }

        @Override
        public void close() {}
    }
}
