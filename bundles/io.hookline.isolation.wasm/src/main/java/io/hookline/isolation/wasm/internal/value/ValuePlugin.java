package io.hookline.isolation.wasm.internal.value;

import io.hookline.api.hook.Composition;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.runner.AttachException;
import io.hookline.engine.runner.AttachRequest;
import io.hookline.engine.runner.CallInterceptor;
import io.hookline.engine.runner.Codec;
import io.hookline.engine.runner.CodecException;
import io.hookline.engine.runner.RunnerContext;
import io.hookline.isolation.wasm.internal.engine.CompiledModule;
import io.hookline.isolation.wasm.internal.engine.GuestInstance;
import io.hookline.isolation.wasm.internal.engine.HostFunction;
import io.hookline.isolation.wasm.internal.module.CheckedModule;
import io.hookline.isolation.wasm.internal.module.WasmSettings;
import io.hookline.isolation.wasm.internal.plugin.ModuleFailedException;
import io.hookline.isolation.wasm.internal.plugin.WasmPlugin;
import io.hookline.isolation.wasm.internal.pool.CallWatch;
import io.hookline.isolation.wasm.internal.pool.GuestPool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A module that fills hook points whose contracts have plain types. A call is one JSON text in the module's memory, and
 * so is its answer:
 *
 * <pre>
 *  {"point": "http.example", "method": "onOrder", "arguments": [{"id": 7, "items": ["a", "b"]}]}
 *  {"result": ...}  or  {"failure": "why"}
 * </pre>
 */
public final class ValuePlugin extends WasmPlugin<ValueGuest> {

    /** A module without instances. */
    public ValuePlugin(CheckedModule module, CompiledModule code, WasmSettings settings, CallWatch watch) {
        super(module, code, settings, watch);
    }

    @Override
    protected ValueGuest create() {
        return new ValueGuest(this);
    }

    GuestInstance instantiate(List<HostFunction> functions) {
        return code().instantiate(functions, module().pages(), settings().tableEntries());
    }

    @Override
    protected Object target(AttachRequest request) throws AttachException {
        for (ContractMethod method : request.contract().methods()) {
            if (method.composition() == Composition.AROUND || method.isAsync()) {
                throw new AttachException(
                        "a module cannot fill " + request.contract().type().getName() + ": " + method.name()
                                + (method.isAsync() ? " returns a stage" : " wraps the rest of the chain"));
            }
        }
        Codec codec = codec(request);
        RunnerContext context = request.context();
        String point = request.info().point();
        return CallInterceptor.proxy(request.contract(), request.info().label(), (method, arguments) -> {
            try {
                return answer(codec, point, method, arguments);
            } catch (RuntimeException e) {
                throw failure(context, e);
            }
        });
    }

    /** The contract's own codec, if there is one. */
    private static Codec codec(AttachRequest request) throws AttachException {
        try {
            return request.codec();
        } catch (AttachException e) {
            return PlainCodec.of(request.contract());
        }
    }

    private @Nullable Object answer(Codec codec, String point, ContractMethod method, @Nullable Object[] arguments) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("point", point);
        call.put("method", method.name());
        call.put("arguments", codec.encodeArguments(method, arguments));
        byte[] request = JsonValues.write(call);
        byte[] answer;
        GuestPool<ValueGuest>.Place place = pool().take();
        try {
            ValueGuest guest = place.guest();
            answer = place.run(() -> guest.answer(request));
        } finally {
            place.leave();
        }
        if (!(JsonValues.read(answer) instanceof Map<?, ?> values)) {
            throw new CodecException("the module has returned no JSON object");
        }
        Object failure = values.get("failure");
        if (failure != null) {
            throw new ModuleFailedException(String.valueOf(failure));
        }
        Object changes = values.get("changes");
        if (changes != null) {
            codec.applyChanges(method, changes, arguments);
        }
        return codec.decodeResult(method, values.get("result"), arguments);
    }
}
