package io.hookline.engine.contract;

import io.hookline.api.hook.Composition;
import io.hookline.api.hook.HookContext;
import io.hookline.engine.internal.chain.BoundObject;
import io.hookline.engine.internal.contract.NoOpDefaultMethods;
import io.hookline.engine.internal.contract.NonBlockingMethods;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A method of a contract: its composition and the handle that calls it on a hook. Immutable. */
public final class ContractMethod {

    private final int index;
    private final Method method;
    private final Composition composition;
    private final boolean reverse;
    private final boolean parallel;
    private final boolean idle;
    private final List<Class<?>> declaredExceptions;
    private final MethodHandle spread;
    /**
     * Whether hooks of a class inherit a default that does nothing; each chain that is built asks for all its hooks.
     */
    private final ClassValue<Boolean> idleIn = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return inheritsDefault(type);
        }
    };

    private final boolean nonBlocking;
    /** Whether hooks of a class declare that they never block in this method. */
    private final ClassValue<Boolean> nonBlockingIn = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return NonBlockingMethods.isDeclared(type, method);
        }
    };

    ContractMethod(
            int index,
            Class<?> contract,
            Method method,
            Composition composition,
            boolean reverse,
            boolean parallel,
            MethodHandle handle) {
        this.index = index;
        this.method = method;
        this.composition = composition;
        this.reverse = reverse;
        this.parallel = parallel;
        this.idle = NoOpDefaultMethods.isIdle(method, composition);
        this.nonBlocking = NonBlockingMethods.isRule(contract, method);
        this.declaredExceptions = List.of(method.getExceptionTypes());
        this.spread = handle.asType(handle.type().generic()).asSpreader(Object[].class, method.getParameterCount());
    }

    /** Its place among the contract's methods. */
    public int index() {
        return index;
    }

    /** Its name. */
    public String name() {
        return method.getName();
    }

    /** The method of the interface. */
    public Method method() {
        return method;
    }

    /** How the hooks of a chain become one call of this method. */
    public Composition composition() {
        return composition;
    }

    /** Whether hooks are called last to first. */
    public boolean isReverse() {
        return reverse;
    }

    /** Whether it returns a stage that completes later. */
    public boolean isAsync() {
        return CompletionStage.class.isAssignableFrom(method.getReturnType());
    }

    /** Whether all hooks of an asynchronous call begin at once. */
    public boolean isParallel() {
        return parallel;
    }

    /** Whether some hooks may have nothing to do for this method, because its default does nothing. */
    public boolean mayBeIdle() {
        return idle;
    }

    /** Whether a hook has nothing to do for this method: it inherits a default that does nothing. */
    public boolean isIdleIn(Object hook) {
        return idle && idleIn.get(hook.getClass());
    }

    /**
     * Whether calls of this method on a hook never block by declaration: the contract or the hook says so, or the hook
     * has nothing to do. See {@link io.hookline.api.hook.NonBlocking}.
     */
    public boolean isNonBlockingIn(Object hook) {
        return nonBlocking || isIdleIn(hook) || nonBlockingIn.get(BoundObject.calledClass(hook));
    }

    private boolean inheritsDefault(Class<?> type) {
        try {
            return type.getMethod(method.getName(), method.getParameterTypes()).equals(method);
        } catch (NoSuchMethodException | LinkageError e) {
            // A signature of the hook's class that does not link says nothing about this method.
            return false;
        }
    }

    /** The position of the parameter that carries the call's deadline and cancellation, or -1. */
    public int contextParameter() {
        return List.of(method.getParameterTypes()).indexOf(HookContext.class);
    }

    /** Whether a caller of the method has to expect this exception: it is unchecked or declared. */
    public boolean mayThrow(Exception failure) {
        return failure instanceof RuntimeException
                || declaredExceptions.stream().anyMatch(type -> type.isInstance(failure));
    }

    /**
     * Calls the method on one hook.
     *
     * @throws Throwable what the hook threw, unwrapped
     */
    public @Nullable Object invoke(Object hook, @Nullable Object[] arguments) throws Throwable {
        return (Object) spread.invokeExact(hook, arguments);
    }

    @Override
    public String toString() {
        return method.getDeclaringClass().getName() + "." + method.getName();
    }
}
