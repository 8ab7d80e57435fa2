package io.hookline.gateway.internal.codec;

import io.hookline.api.hook.HookContext;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.runner.Codec;
import io.hookline.engine.runner.CodecException;
import io.hookline.engine.runner.ContextValues;
import io.hookline.engine.runner.RemoteHookException;
import io.hookline.gateway.hook.Completion;
import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.Failure;
import io.hookline.gateway.hook.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The codec of all contracts of the gateway. A hook elsewhere gets a copy of the exchange, without bodies; what it does
 * to the copy is done to the exchange itself afterwards, step by step and with the same checks. Stateless.
 */
public final class ExchangeCodec implements Codec {

    private static final String STEPS = "steps";
    private static final String CONTEXT = "context";

    /** Made by the gateway, and in other processes by its name. */
    public ExchangeCodec() {}

    @Override
    public @Nullable HookContext context(ContractMethod method, @Nullable Object[] arguments) {
        return exchange(arguments).context();
    }

    private static Exchange exchange(@Nullable Object[] arguments) {
        return (Exchange) Objects.requireNonNull(arguments[0]);
    }

    @Override
    public List<@Nullable Object> encodeArguments(ContractMethod method, @Nullable Object[] arguments) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Object argument : arguments) {
            if (argument instanceof Exchange exchange) {
                values.add(ExchangeValues.encode(exchange));
            } else if (argument instanceof Failure failure) {
                values.add(failure(failure));
            } else if (argument instanceof Completion completion) {
                Failure why = completion.failure();
                Map<String, @Nullable Object> value = new LinkedHashMap<>();
                value.put("ending", completion.ending().name());
                value.put("failure", why == null ? null : failure(why));
                values.add(value);
            } else {
                throw new CodecException(method + " has an argument that the gateway does not know");
            }
        }
        return values;
    }

    @Override
    public @Nullable Object[] decodeArguments(ContractMethod method, List<@Nullable Object> values) {
        Class<?>[] types = method.method().getParameterTypes();
        if (types.length != values.size()) {
            throw new CodecException(method + " has " + types.length + " arguments, not " + values.size());
        }
        @Nullable Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            Map<?, ?> value = ExchangeValues.map(values.get(i));
            if (types[i] == Exchange.class) {
                arguments[i] = ExchangeValues.decode(value);
            } else if (types[i] == Failure.class) {
                arguments[i] = failure(value);
            } else {
                Object why = value.get("failure");
                arguments[i] = new Completion(
                        Completion.Ending.valueOf(String.valueOf(value.get("ending"))),
                        why == null ? null : failure(ExchangeValues.map(why)));
            }
        }
        return arguments;
    }

    /** Of the cause, class and message. */
    private static Map<String, @Nullable Object> failure(Failure failure) {
        Throwable cause = failure.cause();
        Map<String, @Nullable Object> value = new LinkedHashMap<>();
        value.put("status", failure.status());
        value.put("message", failure.message());
        value.put("type", cause == null ? null : cause.getClass().getName());
        value.put("why", cause == null ? null : cause.getMessage());
        return value;
    }

    private static Failure failure(Map<?, ?> value) {
        if (!(value.get("status") instanceof Integer status)) {
            throw new CodecException("a value that is no failure");
        }
        Object type = value.get("type");
        Object why = value.get("why");
        return new Failure(
                status,
                String.valueOf(value.get("message")),
                type == null ? null : new RemoteHookException(type.toString(), why == null ? "" : why.toString()));
    }

    @Override
    public @Nullable Object encodeChanges(ContractMethod method, @Nullable Object[] arguments) {
        if (!(arguments.length > 0 && arguments[0] instanceof ExchangeCopy copy)) {
            return null;
        }
        List<Object> steps = copy.takeSteps();
        Object context = ContextValues.encodeChanges(copy.context());
        if (steps.isEmpty() && context == null) {
            return null;
        }
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        changes.put(STEPS, steps);
        changes.put(CONTEXT, context);
        return changes;
    }

    @Override
    public void applyChanges(ContractMethod method, Object changes, @Nullable Object[] arguments) {
        Map<?, ?> values = ExchangeValues.map(changes);
        Exchange exchange = exchange(arguments);
        if (values.get(STEPS) instanceof List<?> steps) {
            steps.forEach(step -> ExchangeValues.apply(step, exchange));
        }
        ContextValues.applyChanges(values.get(CONTEXT), exchange.context());
    }

    @Override
    public @Nullable Object encodeResult(ContractMethod method, @Nullable Object result) {
        return result instanceof Response response ? ExchangeValues.encode(response) : null;
    }

    @Override
    public @Nullable Object decodeResult(ContractMethod method, @Nullable Object value, @Nullable Object[] arguments) {
        return value == null ? null : ExchangeValues.response(value);
    }
}
