package io.hookline.gateway.internal;

import io.hookline.api.CallAttributes;
import io.hookline.api.CallScope;
import io.hookline.api.ErrorPolicy;
import io.hookline.api.HookPoint;
import io.hookline.api.HookPoints;
import io.hookline.api.PointSpec;
import io.hookline.api.RequiredHookMissingException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Hook points without a framework, as strict about scopes and threads as the real ones. */
final class InProcessHookPoints implements HookPoints {

    private static final ThreadLocal<@Nullable StrictScope> CURRENT = new ThreadLocal<>();

    final Map<String, List<Object>> hooks = new ConcurrentHashMap<>();
    final ConcurrentLinkedQueue<String> callThreads = new ConcurrentLinkedQueue<>();
    final AtomicInteger scopesEntered = new AtomicInteger();
    final AtomicInteger scopesOpen = new AtomicInteger();
    /** The routing facts of the latest scope. */
    volatile CallAttributes told = CallAttributes.NONE;

    /** Whether the hooks say that they never block. */
    volatile boolean nonBlocking;

    final ConcurrentLinkedQueue<String> misuse = new ConcurrentLinkedQueue<>();

    void add(String point, Object hook) {
        at(point).add(hook);
    }

    @Override
    public <T> HookPoint<T> open(String name, Class<T> contract) {
        return open(PointSpec.of(name, contract));
    }

    @Override
    public <T> HookPoint<T> open(PointSpec<T> spec) {
        return new ListedPoint<>(spec);
    }

    @Override
    public CallScope enter(CallAttributes attributes) {
        told = attributes;
        return enter();
    }

    @Override
    public CallScope enter() {
        scopesEntered.incrementAndGet();
        scopesOpen.incrementAndGet();
        StrictScope scope = new StrictScope();
        scope.attach();
        return scope;
    }

    private List<Object> at(String point) {
        return hooks.computeIfAbsent(point, name -> new CopyOnWriteArrayList<>());
    }

    private final class StrictScope implements CallScope {

        private @Nullable Thread thread;
        private boolean closed;
        private long generation;

        @Override
        public synchronized void attach() {
            if (thread != null || closed) {
                misuse.add("attach while attached or closed");
                throw new IllegalStateException("attached or closed");
            }
            thread = Thread.currentThread();
            CURRENT.set(this);
        }

        @Override
        public synchronized void detach() {
            if (thread != Thread.currentThread()) {
                misuse.add("detach on another thread");
                throw new IllegalStateException("not attached here");
            }
            thread = null;
            CURRENT.remove();
        }

        @Override
        public synchronized boolean isNonBlocking(HookPoint<?> point) {
            if (closed || (thread != null && thread != Thread.currentThread())) {
                misuse.add("asked while closed or attached to another thread");
            }
            return nonBlocking;
        }

        @Override
        public synchronized long generation() {
            return generation;
        }

        @Override
        public synchronized void close() {
            if (thread != null && thread != Thread.currentThread()) {
                misuse.add("closed while attached to another thread");
            }
            if (closed) {
                misuse.add("closed twice");
                return;
            }
            closed = true;
            scopesOpen.decrementAndGet();
        }
    }

    private final class ListedPoint<T> implements HookPoint<T> {

        private volatile PointSpec<T> spec;
        private final T chain;

        ListedPoint(PointSpec<T> spec) {
            this.spec = spec;
            Object proxy = Proxy.newProxyInstance(
                    spec.contract().getClassLoader(), new Class<?>[] {spec.contract()}, (p, method, arguments) -> {
                        return run(method, arguments);
                    });
            this.chain = spec.contract().cast(proxy);
        }

        @Override
        public String name() {
            return spec.name();
        }

        @Override
        public T call() {
            return chain;
        }

        @Override
        public boolean isEmpty() {
            return at(spec.name()).isEmpty() && spec.required().isEmpty();
        }

        @Override
        public void change(PointSpec<T> next) {
            spec = next;
        }

        @Override
        public void close() {}

        private @Nullable Object run(Method method, Object[] arguments) throws Throwable {
            StrictScope scope = CURRENT.get();
            if (scope == null) {
                misuse.add("called outside a scope: " + spec.name());
            } else {
                scope.generation = 1;
            }
            if (!spec.required().isEmpty()) {
                throw new RequiredHookMissingException(spec.name(), spec.required(), "which is not there");
            }
            for (Object hook : new ArrayList<>(at(spec.name()))) {
                callThreads.add(Thread.currentThread().getName());
                try {
                    Object result = method.invoke(hook, arguments);
                    if (result != null) {
                        return result;
                    }
                } catch (InvocationTargetException e) {
                    Throwable cause = e.getCause();
                    // As the guards of real chains: what they do not catch, no policy skips.
                    boolean guarded = cause instanceof Exception
                            || cause instanceof LinkageError
                            || cause instanceof StackOverflowError;
                    if (!guarded || spec.errorPolicy() == ErrorPolicy.ABORT) {
                        throw cause;
                    }
                }
            }
            return null;
        }
    }
}
