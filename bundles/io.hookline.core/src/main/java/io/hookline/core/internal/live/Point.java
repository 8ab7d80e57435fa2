package io.hookline.core.internal.live;

import io.hookline.api.PointSpec;
import io.hookline.core.internal.chain.Chain;
import io.hookline.core.internal.contract.Contract;
import io.hookline.core.internal.contract.ContractMethod;
import io.hookline.core.internal.generation.Generation;
import io.hookline.core.internal.generation.Leases;
import io.hookline.core.internal.generation.PointChain;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open hook point: its specification, those who opened it, and the one object that stands for its chain.
 *
 * @param <T> the contract
 */
final class Point<T> implements PointChain {

    private static final @Nullable Object[] NO_ARGUMENTS = new @Nullable Object[0];

    private final PointSpec<T> spec;
    private final Contract<T> contract;
    private final Chain initial;
    private final T facade;
    /** Guarded by the live set's lock. */
    private final List<String> owners = new ArrayList<>();

    private volatile boolean closed;

    Point(PointSpec<T> spec, Contract<T> contract, Leases leases) {
        this.spec = spec;
        this.contract = contract;
        this.initial = Chain.empty(spec);
        Class<T> type = contract.type();
        this.facade =
                type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Facade(leases)));
    }

    PointSpec<T> spec() {
        return spec;
    }

    T facade() {
        return facade;
    }

    List<String> owners() {
        return owners;
    }

    void close() {
        closed = true;
    }

    /** Whether somebody who asks for such a point can share this one. */
    boolean matches(PointSpec<?> other) {
        return spec.contract() == other.contract()
                && spec.errorPolicy() == other.errorPolicy()
                && spec.fallback() == other.fallback()
                && spec.required().equals(other.required())
                && spec.requiredWait().equals(other.requiredWait());
    }

    @Override
    public Chain in(Generation generation) {
        Chain chain = generation.chain(spec.name());
        if (chain != null && chain.spec() == spec) {
            return chain;
        }
        if (closed) {
            throw new IllegalStateException("hook point " + spec.name() + " is closed");
        }
        // The generation is older than the point: nobody had joined it then.
        return initial;
    }

    @Override
    public Duration requiredWait() {
        return spec.requiredWait();
    }

    /** Hands each call of the contract to the chain that the calling thread sees. */
    private final class Facade implements InvocationHandler {

        private final Leases leases;

        Facade(Leases leases) {
            this.leases = leases;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            ContractMethod called = contract.method(method);
            if (called != null) {
                return leases.call(Point.this, called, arguments == null ? NO_ARGUMENTS : arguments);
            }
            return switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "HookPoint[" + spec.name() + "]";
            };
        }
    }
}
