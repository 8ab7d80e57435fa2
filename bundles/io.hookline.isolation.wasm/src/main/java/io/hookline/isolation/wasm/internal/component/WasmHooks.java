package io.hookline.isolation.wasm.internal.component;

import io.hookline.isolation.wasm.internal.plugin.WasmPlugin;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * The objects that stand for a module's hooks in the service registry. They implement the point's contract, because the
 * registry wants that; only the runner {@code wasm} can run them, and asks them for their plugin.
 */
final class WasmHooks {

    private WasmHooks() {}

    /** An object of a contract that stands for a hook of a plugin. */
    static Object of(Class<?> contract, WasmPlugin<?> plugin) {
        return Proxy.newProxyInstance(contract.getClassLoader(), new Class<?>[] {contract}, new Standing(plugin));
    }

    /** The plugin of a hook; null if the hook is none of a module. */
    static @Nullable WasmPlugin<?> pluginOf(Object hook) {
        return Proxy.isProxyClass(hook.getClass()) && Proxy.getInvocationHandler(hook) instanceof Standing standing
                ? standing.plugin
                : null;
    }

    private record Standing(WasmPlugin<?> plugin) implements InvocationHandler {

        @Override
        public Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
            return switch (method.getName()) {
                case "equals" -> arguments != null && proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                case "toString" ->
                    "hook of the module " + plugin.module().manifest().name();
                default ->
                    throw new IllegalStateException("a module's hook is run by the runner wasm, and not called itself");
            };
        }
    }
}
