package io.hookline.core.internal.contract;

import io.hookline.api.hook.Composition;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A method of a contract: its composition and the handle that calls it on a hook. Immutable. */
public final class ContractMethod {

    private final Method method;
    private final Composition composition;
    private final boolean reverse;
    private final List<Class<?>> declaredExceptions;
    private final MethodHandle spread;

    ContractMethod(Method method, Composition composition, boolean reverse, MethodHandle handle) {
        this.method = method;
        this.composition = composition;
        this.reverse = reverse;
        this.declaredExceptions = List.of(method.getExceptionTypes());
        this.spread = handle.asType(handle.type().generic()).asSpreader(Object[].class, method.getParameterCount());
    }

    /** How the hooks of a chain become one call of this method. */
    public Composition composition() {
        return composition;
    }

    /** Whether hooks are called last to first. */
    public boolean isReverse() {
        return reverse;
    }

    /** How many parameters the method has. */
    public int parameterCount() {
        return method.getParameterCount();
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
