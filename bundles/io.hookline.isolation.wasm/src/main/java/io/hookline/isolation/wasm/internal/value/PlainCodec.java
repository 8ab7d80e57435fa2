package io.hookline.isolation.wasm.internal.value;

import io.hookline.api.hook.HookContext;
import io.hookline.engine.contract.Contract;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.runner.AttachException;
import io.hookline.engine.runner.Codec;
import io.hookline.engine.runner.CodecException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The codec of contracts whose types are records, enums, texts, numbers, booleans, byte arrays, lists, maps with texts as
 * keys, and optionals of those. A {@link HookContext} becomes a map with its {@code callId}. It is used for contracts
 * without a codec of their own.
 */
final class PlainCodec implements Codec {

    private PlainCodec() {}

    /**
     * The codec of a contract.
     *
     * @throws AttachException if one of its types is none of those
     */
    static Codec of(Contract<?> contract) throws AttachException {
        for (ContractMethod method : contract.methods()) {
            for (Type type : method.method().getGenericParameterTypes()) {
                if (type != HookContext.class) {
                    check(contract, method, type);
                }
            }
            Type result = method.method().getGenericReturnType();
            if (result != void.class) {
                check(contract, method, result);
            }
        }
        return new PlainCodec();
    }

    private static void check(Contract<?> contract, ContractMethod method, Type type) throws AttachException {
        String problem = PlainTypes.problem(type);
        if (problem != null) {
            throw new AttachException(
                    "a module cannot fill " + contract.type().getName() + ": " + method.name() + " uses " + problem
                            + ", which is no record, text, number, list or map, and no codec for it is installed");
        }
    }

    @Override
    public List<@Nullable Object> encodeArguments(ContractMethod method, @Nullable Object[] arguments) {
        List<@Nullable Object> plain = new ArrayList<>();
        for (Object argument : arguments) {
            plain.add(PlainTypes.toPlain(argument));
        }
        return plain;
    }

    @Override
    public @Nullable Object[] decodeArguments(ContractMethod method, List<@Nullable Object> values) {
        throw new CodecException("the other side of this codec is a module");
    }

    @Override
    public @Nullable Object encodeResult(ContractMethod method, @Nullable Object result) {
        return PlainTypes.toPlain(result);
    }

    @Override
    public @Nullable Object decodeResult(ContractMethod method, @Nullable Object value, @Nullable Object[] arguments) {
        Type type = method.method().getGenericReturnType();
        return type == void.class ? null : PlainTypes.toJava(value, type);
    }
}
