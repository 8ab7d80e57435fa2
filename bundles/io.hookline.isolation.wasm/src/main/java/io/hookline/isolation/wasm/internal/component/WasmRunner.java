package io.hookline.isolation.wasm.internal.component;

import io.hookline.engine.runner.AttachException;
import io.hookline.engine.runner.AttachRequest;
import io.hookline.engine.runner.HookAttachment;
import io.hookline.engine.runner.HookRunner;
import io.hookline.isolation.wasm.internal.plugin.WasmPlugin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Runs the hooks of modules, on the caller's thread, each call in an instance and within its limits. */
@Component(service = HookRunner.class)
public final class WasmRunner implements HookRunner {

    /** Name of the runner. */
    public static final String NAME = "wasm";

    /** A runner without hooks. */
    @Activate
    public WasmRunner() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public HookAttachment attach(AttachRequest request) throws AttachException {
        WasmPlugin<?> plugin = WasmHooks.pluginOf(request.hook());
        if (plugin == null) {
            throw new AttachException("it is Java code: the runner wasm runs the hooks of .wasm files alone");
        }
        return plugin.attach(request);
    }
}
