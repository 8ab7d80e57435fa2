package io.hookline.isolation.process.internal.codec;

import io.hookline.api.hook.Composition;
import io.hookline.api.hook.HookContext;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.runner.Codec;
import io.hookline.engine.runner.CodecException;
import io.hookline.engine.runner.ContextValues;
import io.hookline.engine.runner.RemoteHookException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The codec of a contract whose types say all about their values: strings, numbers, booleans, byte arrays, enums,
 * {@link HookContext}, and records, lists and maps of them. Values are copied, so what a hook changes in a list or map
 * has no effect; changes of a context do. Of exceptions class and message pass; those that a method declares arrive as
 * themselves, if they can be made of a message or of a list of reasons. Safe for use by many threads.
 */
public final class PlainCodec implements Codec {

    private final List<List<PlainType>> parameters = new ArrayList<>();
    private final List<@Nullable PlainType> results = new ArrayList<>();

    /**
     * Reads the types of a contract.
     *
     * @throws CodecException if values of one of them cannot leave the process; the message names it
     */
    public PlainCodec(Contract<?> contract) {
        for (ContractMethod method : contract.methods()) {
            try {
                Type[] types = method.method().getGenericParameterTypes();
                int count = types.length - (method.composition() == Composition.AROUND ? 1 : 0);
                parameters.add(Arrays.stream(types)
                        .limit(count)
                        .map(type -> type == Throwable.class ? failureType() : PlainType.of(type, List.of()))
                        .toList());
                Type result = method.method().getGenericReturnType();
                if (method.isAsync()) {
                    result = result instanceof ParameterizedType of ? of.getActualTypeArguments()[0] : Object.class;
                }
                results.add(result == void.class || result == Void.class ? null : PlainType.of(result, List.of()));
            } catch (CodecException e) {
                throw new CodecException(method + ": " + e.getMessage(), e);
            }
        }
    }

    /** What went wrong elsewhere, by class and message. */
    private static PlainType failureType() {
        return new PlainType() {
            @Override
            Object plain(Object value) {
                return List.of(
                        value.getClass().getName(), Objects.requireNonNullElse(((Throwable) value).getMessage(), ""));
            }

            @Override
            Object typed(Object value) {
                List<?> parts = (List<?>) value;
                return new RemoteHookException(String.valueOf(parts.get(0)), String.valueOf(parts.get(1)));
            }
        };
    }

    @Override
    public List<@Nullable Object> encodeArguments(ContractMethod method, @Nullable Object[] arguments) {
        List<PlainType> types = parameters.get(method.index());
        List<@Nullable Object> values = new ArrayList<>(types.size());
        for (int i = 0; i < types.size(); i++) {
            values.add(types.get(i).encode(arguments[i]));
        }
        return values;
    }

    @Override
    public @Nullable Object[] decodeArguments(ContractMethod method, List<@Nullable Object> values) {
        List<PlainType> types = parameters.get(method.index());
        if (values.size() != types.size()) {
            throw new CodecException(method + " has " + types.size() + " arguments, not " + values.size());
        }
        @Nullable Object[] arguments = new Object[types.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = types.get(i).decode(values.get(i));
        }
        return arguments;
    }

    @Override
    public @Nullable Object encodeChanges(ContractMethod method, @Nullable Object[] arguments) {
        HookContext context = context(method, arguments);
        return context == null ? null : ContextValues.encodeChanges(context);
    }

    @Override
    public void applyChanges(ContractMethod method, Object changes, @Nullable Object[] arguments) {
        HookContext context = context(method, arguments);
        if (context != null) {
            ContextValues.applyChanges(changes, context);
        }
    }

    /** A context is the call's own: it goes back as null. */
    @Override
    public @Nullable Object encodeProceed(ContractMethod method, @Nullable Object argument) {
        return argument instanceof HookContext
                ? null
                : parameters.get(method.index()).get(0).encode(argument);
    }

    @Override
    public @Nullable Object decodeProceed(ContractMethod method, @Nullable Object value, @Nullable Object[] arguments) {
        return method.contextParameter() == 0
                ? arguments[0]
                : parameters.get(method.index()).get(0).decode(value);
    }

    /** An exception that the method declares, if it can be made of a message or of one reason. */
    @Override
    public Exception decodeFailure(ContractMethod method, Object value) {
        Exception remote = Codec.super.decodeFailure(method, value);
        if (!(remote instanceof RemoteHookException known) || !(value instanceof Map<?, ?> values)) {
            return remote;
        }
        String message = String.valueOf(values.get("message"));
        for (Class<?> declared : method.method().getExceptionTypes()) {
            if (declared.getName().equals(known.type())) {
                Exception made = made(declared, String.class, message);
                made = made == null ? made(declared, List.class, List.of(message)) : made;
                return made == null ? remote : made;
            }
        }
        return remote;
    }

    private static @Nullable Exception made(Class<?> type, Class<?> parameter, Object argument) {
        try {
            return type.asSubclass(Exception.class).getConstructor(parameter).newInstance(argument);
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    @Override
    public @Nullable Object encodeResult(ContractMethod method, @Nullable Object result) {
        PlainType type = results.get(method.index());
        return type == null ? null : type.encode(result);
    }

    @Override
    public @Nullable Object decodeResult(ContractMethod method, @Nullable Object value, @Nullable Object[] arguments) {
        PlainType type = results.get(method.index());
        return type == null ? null : type.decode(value);
    }
}
