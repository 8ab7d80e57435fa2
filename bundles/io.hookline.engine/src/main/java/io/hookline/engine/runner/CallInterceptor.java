package io.hookline.engine.runner;

import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** Answers the calls of a contract's methods in place of a hook. Safe for use by many threads. */
@ConsumerType
@FunctionalInterface
public interface CallInterceptor {

    /**
     * Answers one call, on the caller's thread.
     *
     * @param arguments may be kept and changed
     * @return what the chain sees as the hook's result
     * @throws Throwable what the chain sees as thrown by the hook
     */
    @Nullable
    Object intercept(ContractMethod method, @Nullable Object[] arguments) throws Throwable;

    /**
     * An object of a contract whose calls an interceptor answers.
     *
     * @param described the object whose {@code toString} it returns
     */
    static Object proxy(Contract<?> contract, Object described, CallInterceptor interceptor) {
        Class<?> type = contract.type();
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            ContractMethod called = contract.method(method);
            if (called == null) {
                return switch (method.getName()) {
                    case "equals" -> arguments != null && proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "guarded " + described;
                };
            }
            return interceptor.intercept(called, arguments == null ? new Object[0] : arguments);
        });
    }
}
