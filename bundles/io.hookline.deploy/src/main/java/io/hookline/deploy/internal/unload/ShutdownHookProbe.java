package io.hookline.deploy.internal.unload;

import java.util.List;
import java.util.Map;

/** Looks at the threads that are registered to run when the JVM ends. */
final class ShutdownHookProbe implements HolderProbe {

    @Override
    public String place() {
        return "shutdown hooks";
    }

    @Override
    public void look(PluginClasses plugin, JdkFields fields, Findings found) {
        if (!(fields.readStatic("java.lang.ApplicationShutdownHooks", "hooks") instanceof Map<?, ?> hooks)) {
            return;
        }
        for (Object each : List.copyOf(hooks.keySet())) {
            if (each instanceof Thread hook) {
                lookAt(hook, new ThreadOrigin(plugin, fields, hook), found);
            }
        }
    }

    private static void lookAt(Thread hook, ThreadOrigin origin, Findings found) {
        String runs = origin.runs();
        if (runs != null) {
            found.add(HolderKind.SHUTDOWN_HOOK, ThreadOrigin.name(hook) + ' ' + runs);
        } else if (origin.hasContextLoader() || origin.hasInheritedContext()) {
            found.add(HolderKind.SHUTDOWN_HOOK, ThreadOrigin.name(hook) + ", made by the plugin");
        }
    }
}
