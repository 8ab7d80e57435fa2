package io.hookline.shell.internal.load;

import io.hookline.api.hook.Hook;
import io.hookline.api.runtime.OpenPoints.OpenPoint;
import io.hookline.load.LoadCaller;
import io.hookline.load.LoadOutcome;
import io.hookline.load.LoadTarget;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls of one method of a point's contract, with arguments made up. */
final class ContractCalls implements LoadCaller {

    private static final LoadOutcome DONE = LoadOutcome.well("done");
    private static final LoadOutcome RESULT = LoadOutcome.well("a result");
    private static final LoadOutcome NO_RESULT = LoadOutcome.well("no result");

    private final MethodHandle method;
    private final boolean tellsResult;
    private final SampleArguments arguments;

    private ContractCalls(MethodHandle method, boolean tellsResult, SampleArguments arguments) {
        this.method = method;
        this.tellsResult = tellsResult;
        this.arguments = arguments;
    }

    /**
     * A target that calls a point.
     *
     * @param methodName which method; may be empty where there is one, or the contract is {@link Hook}
     * @param given texts for the arguments that are made from text, in order
     * @param timeout of each call's context
     * @throws IllegalArgumentException if it cannot be called so, with the cause and the remedy
     */
    static LoadTarget of(OpenPoint point, String methodName, List<String> given, Optional<Duration> timeout) {
        Method method = method(point.contract(), methodName);
        SampleArguments arguments = SampleArguments.of(method, given, timeout);
        MethodHandle handle = handle(point, method);
        boolean tellsResult = method.getReturnType() != void.class && method.getDeclaringClass() != Hook.class;
        return number -> new ContractCalls(handle, tellsResult, arguments);
    }

    private static Method method(Class<?> contract, String name) {
        List<Method> methods = Arrays.stream(contract.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .sorted(Comparator.comparing(ContractCalls::signature))
                .toList();
        String wanted = name.isEmpty() && contract == Hook.class ? "around" : name;
        List<Method> named = methods.stream()
                .filter(method -> wanted.isEmpty()
                        || wanted.equals(method.getName())
                        || wanted.replace(" ", "").equals(signature(method)))
                .toList();
        if (named.size() == 1) {
            return named.get(0);
        }
        String there = methods.stream().map(ContractCalls::signature).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(
                named.isEmpty()
                        ? contract.getName() + " has no method " + wanted + ". There is: " + there
                        : "Say which method of " + contract.getName() + " with --method: " + there);
    }

    /** How a method is told from others of its name, as in {@code save(Order,int)}. */
    static String signature(Method method) {
        return method.getName() + "("
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(",")) + ")";
    }

    private static MethodHandle handle(OpenPoint point, Method method) {
        try {
            MethodHandle bound = MethodHandles.publicLookup().unreflect(method).bindTo(point.call());
            return bound.asType(bound.type().generic()).asSpreader(Object[].class, method.getParameterCount());
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    method.getDeclaringClass().getName() + " is not public, so that its host alone can call it", e);
        }
    }

    @Override
    public LoadOutcome call() throws Exception {
        Object result = invoke(arguments.next());
        if (result instanceof CompletionStage<?> stage) {
            result = await(stage);
        }
        if (!tellsResult) {
            return DONE;
        }
        return result == null ? NO_RESULT : RESULT;
    }

    private @Nullable Object invoke(@Nullable Object[] values) throws Exception {
        try {
            return (Object) method.invokeExact(values);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object await(CompletionStage<?> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
