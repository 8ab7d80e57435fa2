package io.hookline.unload.internal;

import io.hookline.unload.HolderKind;
import java.util.List;
import java.util.Map;

/** Inspects the threads that are registered to run when the JVM ends. */
final class ShutdownHookProbe implements HolderProbe {

    @Override
    public String place() {
        return "shutdown hooks";
    }

    @Override
    public void inspect(PluginClasses plugin, JdkFields fields, InspectionFindings found) {
        if (!(fields.readStatic("java.lang.ApplicationShutdownHooks", "hooks") instanceof Map<?, ?> hooks)) {
            return;
        }
        for (Object each : List.copyOf(hooks.keySet())) {
            if (each instanceof Thread hook) {
                inspect(hook, new ThreadOrigin(plugin, fields, hook), found);
            }
        }
    }

    private static void inspect(Thread hook, ThreadOrigin origin, InspectionFindings found) {
        String runs = origin.runs();
        if (runs != null) {
            found.add(HolderKind.SHUTDOWN_HOOK, ThreadOrigin.name(hook) + ' ' + runs);
        } else if (origin.hasContextLoader() || origin.hasInheritedContext()) {
            found.add(HolderKind.SHUTDOWN_HOOK, ThreadOrigin.name(hook) + ", made by the plugin");
        }
    }
}
