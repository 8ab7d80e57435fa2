package io.hookline.core.internal.contract;

import io.hookline.api.ContractException;
import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.Next;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An interface that hooks implement and hosts call, with the composition of each of its methods. Immutable.
 *
 * @param <T> the interface
 */
public final class Contract<T> {

    private final Class<T> type;
    private final Map<Method, ContractMethod> methods;

    private Contract(Class<T> type, Map<Method, ContractMethod> methods) {
        this.type = type;
        this.methods = methods;
    }

    /**
     * Reads an interface.
     *
     * @throws ContractException if it is none, or a method's composition is not stated or does not fit its signature
     */
    public static <T> Contract<T> of(Class<T> type) {
        if (!type.isInterface() || type.isAnnotation()) {
            throw new ContractException(type.getName() + " is not an interface: a contract has to be one");
        }
        Map<Method, ContractMethod> methods = new HashMap<>();
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers()) && !isObjectMethod(method)) {
                methods.put(method, read(type, method));
            }
        }
        if (methods.isEmpty()) {
            throw new ContractException(type.getName() + " has no method that a host could call");
        }
        return new Contract<>(type, Map.copyOf(methods));
    }

    /** The interface. */
    public Class<T> type() {
        return type;
    }

    /** The contract's view of one of the interface's methods, or null for those of {@link Object}. */
    public @Nullable ContractMethod method(Method method) {
        return methods.get(method);
    }

    private static ContractMethod read(Class<?> type, Method method) {
        Compose compose = method.getAnnotation(Compose.class);
        Composition composition = compose != null ? compose.value() : Composition.NOTIFY;
        boolean reverse = compose != null && compose.reverse();
        checkShape(method, composition, compose != null);
        try {
            MethodHandles.Lookup lookup = Modifier.isPublic(type.getModifiers())
                    ? MethodHandles.publicLookup()
                    : MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            return new ContractMethod(method, composition, reverse, lookup.unreflect(method));
        } catch (IllegalAccessException e) {
            ContractException refused = refused(method, "cannot be called by the core: make the interface public");
            refused.initCause(e);
            throw refused;
        }
    }

    private static void checkShape(Method method, Composition composition, boolean stated) {
        Class<?> result = method.getReturnType();
        List<Class<?>> parameters = List.of(method.getParameterTypes());
        if (CompletionStage.class.isAssignableFrom(result)) {
            throw refused(method, "returns a CompletionStage: asynchronous contracts are not supported yet");
        }
        if (!stated && result != void.class) {
            throw refused(
                    method, "returns " + result.getSimpleName() + " but does not state its composition: add @Compose");
        }
        switch (composition) {
            case NOTIFY -> require(result == void.class, method, "is composed by NOTIFY and has to return void");
            case FIRST_RESULT ->
                require(
                        result != void.class && !result.isPrimitive(),
                        method,
                        "is composed by FIRST_RESULT and has to return an object, null meaning none");
            case WATERFALL ->
                require(
                        !parameters.isEmpty() && parameters.get(0) == result,
                        method,
                        "is composed by WATERFALL and has to return the type of its first parameter");
            case CONCAT ->
                require(
                        result == List.class || result == Collection.class,
                        method,
                        "is composed by CONCAT and has to return a List or Collection");
            case AROUND -> {
                require(
                        parameters.size() >= 2 && parameters.get(parameters.size() - 1) == Next.class,
                        method,
                        "is composed by AROUND and has to take an argument first and a Next last");
                require(
                        List.of(method.getExceptionTypes()).contains(Exception.class),
                        method,
                        "is composed by AROUND and has to declare 'throws Exception', since the caller's action may");
            }
        }
    }

    private static void require(boolean fits, Method method, String otherwise) {
        if (!fits) {
            throw refused(method, otherwise);
        }
    }

    private static ContractException refused(Method method, String why) {
        return new ContractException(method.getDeclaringClass().getName() + "." + method.getName() + " " + why);
    }

    private static boolean isObjectMethod(Method method) {
        try {
            Object.class.getMethod(method.getName(), method.getParameterTypes());
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
