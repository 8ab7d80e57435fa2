package io.hookline.shell.internal.load;

import io.hookline.api.hook.HookContext;
import io.hookline.api.hook.Next;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Arguments for calls of a contract's method: a fresh {@link HookContext}; for {@link Next} an action that does
 * nothing; texts, numbers and constants as given; empty collections; null where the contract allows it.
 */
final class SampleArguments {

    private final @Nullable Object[] values;
    private final int context;
    private final @Nullable Duration timeout;

    private SampleArguments(@Nullable Object[] values, int context, @Nullable Duration timeout) {
        this.values = values;
        this.context = context;
        this.timeout = timeout;
    }

    /**
     * Arguments for a method.
     *
     * @param given texts, in the order of the parameters that are made from text
     * @throws IllegalArgumentException if they cannot be made, with the cause and the remedy
     */
    static SampleArguments of(Method method, List<String> given, Optional<Duration> timeout) {
        Iterator<String> texts = given.iterator();
        Parameter[] parameters = method.getParameters();
        List<String> fromText = Arrays.stream(parameters)
                .map(Parameter::getType)
                .filter(SampleArguments::isText)
                .map(Class::getSimpleName)
                .toList();
        if (given.size() != fromText.size()) {
            throw new IllegalArgumentException(name(method) + " takes " + count(fromText) + ", and " + given.size()
                    + (given.size() == 1 ? " was" : " were") + " given");
        }
        @Nullable Object[] values = new @Nullable Object[parameters.length];
        int context = -1;
        for (int i = 0; i < parameters.length; i++) {
            Class<?> type = parameters[i].getType();
            if (type == HookContext.class && context < 0) {
                context = i;
            } else if (isText(type)) {
                values[i] = read(type, texts.next());
            } else {
                values[i] = made(method, i);
            }
        }
        if (timeout.isPresent() && context < 0) {
            throw new IllegalArgumentException(
                    name(method) + " takes no HookContext, so that its calls have no deadline: leave --timeout out");
        }
        return new SampleArguments(values, context, timeout.orElse(null));
    }

    /** The arguments of one call. */
    @Nullable
    Object[] next() {
        @Nullable Object[] next = values.clone();
        if (context >= 0) {
            HookContext.Builder builder = HookContext.builder();
            next[context] =
                    timeout == null ? builder.build() : builder.timeout(timeout).build();
        }
        return next;
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + ContractCalls.signature(method);
    }

    private static String count(List<String> fromText) {
        return switch (fromText.size()) {
            case 0 -> "no --arg";
            case 1 -> "one --arg, a " + fromText.get(0);
            default -> fromText.size() + " times --arg: " + String.join(", ", fromText);
        };
    }

    private static boolean isText(Class<?> type) {
        return type == String.class
                || type == CharSequence.class
                || type.isPrimitive()
                || type.isEnum()
                || type == Integer.class
                || type == Long.class
                || type == Double.class
                || type == Boolean.class;
    }

    private static Object read(Class<?> type, String text) {
        try {
            if (type == String.class || type == CharSequence.class) {
                return text;
            }
            if (type.isEnum()) {
                return constant(type, text);
            }
            if (type == boolean.class || type == Boolean.class) {
                if (!text.equals("true") && !text.equals("false")) {
                    throw new IllegalArgumentException("--arg is true or false, not \"" + text + "\"");
                }
                return Boolean.valueOf(text);
            }
            if (type == char.class && text.length() == 1) {
                return text.charAt(0);
            }
            return number(type, text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--arg is a " + type.getSimpleName() + ", not \"" + text + "\"", e);
        }
    }

    private static Object number(Class<?> type, String text) {
        if (type == int.class || type == Integer.class) {
            return Integer.valueOf(text);
        }
        if (type == long.class || type == Long.class) {
            return Long.valueOf(text);
        }
        if (type == double.class || type == Double.class) {
            return Double.valueOf(text);
        }
        if (type == float.class) {
            return Float.valueOf(text);
        }
        if (type == short.class) {
            return Short.valueOf(text);
        }
        if (type == byte.class) {
            return Byte.valueOf(text);
        }
        throw new NumberFormatException();
    }

    private static Object constant(Class<?> type, String text) {
        Object[] constants = type.getEnumConstants();
        return Arrays.stream(constants)
                .filter(constant -> ((Enum<?>) constant).name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--arg is one of "
                        + Arrays.stream(constants)
                                .map(one -> ((Enum<?>) one).name())
                                .collect(Collectors.joining(", "))
                        + ", not \"" + text + "\""));
    }

    private static @Nullable Object made(Method method, int index) {
        Class<?> type = method.getParameterTypes()[index];
        if (type == Next.class) {
            return new NoAction(
                    CompletionStage.class.isAssignableFrom(method.getReturnType())
                            ? CompletableFuture.completedFuture(null)
                            : null);
        }
        if (type == Map.class) {
            return Map.of();
        }
        if (type == Set.class) {
            return Set.of();
        }
        if (type == List.class || type == Collection.class || type == Iterable.class) {
            return List.of();
        }
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == Object.class || mayBeNull(method.getParameters()[index])) {
            return null;
        }
        throw new IllegalArgumentException(name(method) + " cannot be called from here: it takes a " + type.getName()
                + ", which only its host can make. The host can publish a sample of its calls, a service"
                + " io.hookline.api.CallSample (see docs/hosts.md)");
    }

    /** Whether the contract marks the parameter as nullable, by whatever annotation that is kept at run time. */
    private static boolean mayBeNull(Parameter parameter) {
        List<String> annotations = new ArrayList<>();
        Arrays.stream(parameter.getAnnotations())
                .forEach(one -> annotations.add(one.annotationType().getSimpleName()));
        Arrays.stream(parameter.getAnnotatedType().getAnnotations())
                .forEach(one -> annotations.add(one.annotationType().getSimpleName()));
        return annotations.contains("Nullable");
    }

    /** An action that does nothing. */
    private record NoAction(@Nullable Object result) implements Next<@Nullable Object, @Nullable Object> {

        @Override
        @SuppressWarnings("NullAway") // The result of a Next may be null.
        public @Nullable Object proceed(@Nullable Object argument) {
            return result;
        }
    }
}
