package io.hookline.engine.contract;

import io.hookline.api.ContractException;
import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.Next;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An interface that hooks implement and hosts call, with the composition of each of its methods. Immutable.
 *
 * @param <T> the interface
 */
public final class Contract<T> {

    private static final Comparator<Method> BY_SIGNATURE =
            Comparator.comparing(Method::getName).thenComparing(method -> Arrays.toString(method.getParameterTypes()));

    /**
     * Contracts that are in use, by interface. Each attachment of a hook asks for one, and reading one takes longer
     * than the rest of the attachment. Weak, because an interface may outlive the engine that has read it.
     */
    private static final ClassValue<AtomicReference<WeakReference<Contract<?>>>> IN_USE = new ClassValue<>() {
        @Override
        protected AtomicReference<WeakReference<Contract<?>>> computeValue(Class<?> type) {
            return new AtomicReference<>(new WeakReference<>(null));
        }
    };

    private final Class<T> type;
    private final List<ContractMethod> methods;
    private final Map<Method, ContractMethod> byMethod;

    private Contract(Class<T> type, List<ContractMethod> methods) {
        this.type = type;
        this.methods = List.copyOf(methods);
        this.byMethod = methods.stream().collect(Collectors.toUnmodifiableMap(ContractMethod::method, m -> m));
    }

    /**
     * The contract of an interface, which is read once while it is in use.
     *
     * @throws ContractException if it is not a contract, or a method's composition is missing or does not fit its
     *     signature
     */
    public static <T> Contract<T> of(Class<T> type) {
        AtomicReference<WeakReference<Contract<?>>> inUse = IN_USE.get(type);
        Contract<?> known = Objects.requireNonNull(inUse.get()).get();
        if (known != null) {
            @SuppressWarnings("unchecked") // It is kept under its own type.
            Contract<T> same = (Contract<T>) known;
            return same;
        }
        Contract<T> contract = read(type);
        inUse.set(new WeakReference<>(contract));
        return contract;
    }

    private static <T> Contract<T> read(Class<T> type) {
        if (!type.isInterface() || type.isAnnotation()) {
            throw new ContractException(type.getName() + " is not an interface: a contract has to be one");
        }
        List<ContractMethod> methods = new ArrayList<>();
        // Bridges lead to methods that are in the list themselves.
        List<Method> composed = Arrays.stream(type.getMethods())
                .filter(method ->
                        !Modifier.isStatic(method.getModifiers()) && !method.isBridge() && !isObjectMethod(method))
                .sorted(BY_SIGNATURE)
                .toList();
        for (Method method : composed) {
            methods.add(read(methods.size(), type, method));
        }
        if (methods.isEmpty()) {
            throw new ContractException(type.getName() + " has no method that a host could call");
        }
        return new Contract<>(type, methods);
    }

    /** The interface. */
    public Class<T> type() {
        return type;
    }

    /** The contract's view of one of the interface's methods, or null for those of {@link Object}. */
    public @Nullable ContractMethod method(Method method) {
        return byMethod.get(method);
    }

    /** One of its methods, by its index. */
    public ContractMethod method(int index) {
        return methods.get(index);
    }

    /** Its methods, by index; unmodifiable. */
    public List<ContractMethod> methods() {
        return methods;
    }

    /** Whether a hook declares that none of its methods blocks, or the contract does. */
    public boolean isNonBlockingIn(Object hook) {
        for (ContractMethod method : methods) {
            if (!method.isNonBlockingIn(hook)) {
                return false;
            }
        }
        return true;
    }

    private static ContractMethod read(int index, Class<?> type, Method method) {
        Compose compose = method.getAnnotation(Compose.class);
        Composition composition = compose != null ? compose.value() : Composition.NOTIFY;
        boolean reverse = compose != null && compose.reverse();
        boolean parallel = compose != null && compose.parallel();
        if (CompletionStage.class.isAssignableFrom(method.getReturnType())) {
            requireStated(method, compose != null);
            checkAsyncShape(method, composition, parallel);
        } else {
            require(!parallel, method, "asks for parallel calls, which only a method that returns a stage can make");
            checkShape(method, composition, compose != null);
        }
        try {
            MethodHandles.Lookup lookup = Modifier.isPublic(type.getModifiers())
                    ? MethodHandles.publicLookup()
                    : MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            return new ContractMethod(index, type, method, composition, reverse, parallel, lookup.unreflect(method));
        } catch (IllegalAccessException e) {
            ContractException refused = refused(method, "cannot be called by the core: make the interface public");
            refused.initCause(e);
            throw refused;
        }
    }

    private static void checkShape(Method method, Composition composition, boolean stated) {
        Class<?> result = method.getReturnType();
        List<Class<?>> parameters = List.of(method.getParameterTypes());
        requireStated(method, stated);
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
                requireNext(method, parameters);
                require(
                        List.of(method.getExceptionTypes()).contains(Exception.class),
                        method,
                        "is composed by AROUND and has to declare 'throws Exception', since the caller's action may");
            }
        }
    }

    private static void requireStated(Method method, boolean stated) {
        Class<?> result = method.getReturnType();
        require(
                stated || result == void.class,
                method,
                "returns " + result.getSimpleName() + " but does not state its composition: add @Compose");
    }

    private static void checkAsyncShape(Method method, Composition composition, boolean parallel) {
        Class<?> result = method.getReturnType();
        List<Class<?>> parameters = List.of(method.getParameterTypes());
        require(
                result == CompletionStage.class || result == CompletableFuture.class,
                method,
                "has to return a CompletionStage or CompletableFuture, not another kind of stage");
        switch (composition) {
            case NOTIFY, FIRST_RESULT, CONCAT -> {}
            case WATERFALL -> {
                require(!parameters.isEmpty(), method, "is composed by WATERFALL and has to take the value first");
                require(!parallel, method, "is composed by WATERFALL, where each hook waits for the one before");
            }
            case AROUND -> {
                requireNext(method, parameters);
                require(!parallel, method, "is composed by AROUND, where each hook wraps those behind it");
            }
        }
    }

    private static void requireNext(Method method, List<Class<?>> parameters) {
        require(
                parameters.size() >= 2 && parameters.get(parameters.size() - 1) == Next.class,
                method,
                "is composed by AROUND and has to take an argument first and a Next last");
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
