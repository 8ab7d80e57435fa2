package io.hookline.engine.internal.compile;

import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.internal.chain.Dispatch;
import io.hookline.engine.internal.chain.LinkedChain;
import io.hookline.engine.internal.generation.ChainLookup;
import io.hookline.engine.internal.generation.Leases;
import io.hookline.engine.internal.generation.PointFacade;
import io.hookline.engine.internal.generation.ThreadSlot;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * The facade of a contract that no generated class can implement, for instance a package-private one of another bundle:
 * a proxy and the loop. Slower, the same in everything else.
 */
public final class ReflectiveFacade extends PointFacade implements InvocationHandler {

    private static final @Nullable Object[] NO_ARGUMENTS = new @Nullable Object[0];
    private static final VarHandle BOUND;

    static {
        try {
            BOUND = MethodHandles.lookup().findVarHandle(ReflectiveFacade.class, "bound", Dispatch.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Contract<?> contract;

    @SuppressWarnings("UnusedVariable") // Used through its handle.
    private volatile @Nullable Dispatch bound;

    /** For a point of the contract. */
    public ReflectiveFacade(ChainLookup point, Contract<?> contract, Leases leases) {
        super(point, leases, BOUND);
        this.contract = contract;
    }

    /** The facade as an object of the contract. */
    public Object proxy() {
        Class<?> type = contract.type();
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this);
    }

    /** Makes the bodies that such facades call. */
    public static Dispatch loop(LinkedChain chain, long number, boolean timed) {
        return new Loop(chain, number, timed);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        ContractMethod called = contract.method(method);
        if (called == null) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> toString();
            };
        }
        @Nullable Object[] given = arguments == null ? NO_ARGUMENTS : arguments;
        if (called.isAsync()) {
            return leases().callAsync(this, called.index(), given);
        }
        Leases leases = leases();
        ThreadSlot slot = leases.slot();
        boolean alone = slot.lease == 0;
        Object around = slot.scope;
        Dispatch body = leases.enter(this, bound(), slot, called.index());
        try {
            return body.runLoop(called.index(), given);
        } finally {
            leases.exit(slot, body, alone, around);
        }
    }

    /** A loop that implements nothing. */
    private static final class Loop extends Dispatch {

        Loop(LinkedChain chain, long number, boolean timed) {
            super(chain, number, timed);
        }

        @Override
        public Dispatch at(long generation) {
            return new Loop(chain, generation, isTimed());
        }
    }
}
