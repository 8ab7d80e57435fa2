package io.hookline.engine.internal.contract;

import io.hookline.api.hook.NonBlocking;
import java.lang.reflect.Method;

/** Reads {@link NonBlocking} from contracts and from classes of hooks. */
public final class NonBlockingMethods {

    private NonBlockingMethods() {}

    /** Whether a contract makes it a rule that implementations of one of its methods never block. */
    public static boolean isRule(Class<?> contract, Method method) {
        return isMarked(method) || contract.isAnnotationPresent(NonBlocking.class);
    }

    /**
     * Whether a class declares that its methods which a contract's method calls never block. A class that does not
     * implement the contract is bound to it by the names of its methods, so all of that name have to declare it.
     */
    public static boolean isDeclared(Class<?> type, Method method) {
        if (type.isAnnotationPresent(NonBlocking.class)) {
            return true;
        }
        try {
            return method.getDeclaringClass().isAssignableFrom(type)
                    ? isMarked(type.getMethod(method.getName(), method.getParameterTypes()))
                    : areMarked(type, method.getName());
        } catch (NoSuchMethodException | LinkageError e) {
            // A signature that does not link declares nothing.
            return false;
        }
    }

    private static boolean areMarked(Class<?> type, String name) {
        int count = 0;
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name)) {
                count++;
                if (!isMarked(method)) {
                    return false;
                }
            }
        }
        return count > 0;
    }

    private static boolean isMarked(Method method) {
        return method.isAnnotationPresent(NonBlocking.class)
                || method.getDeclaringClass().isAnnotationPresent(NonBlocking.class);
    }
}
