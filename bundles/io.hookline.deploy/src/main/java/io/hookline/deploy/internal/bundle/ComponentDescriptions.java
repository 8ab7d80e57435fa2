package io.hookline.deploy.internal.bundle;

import io.hookline.api.hook.HookProperties;
import io.hookline.deploy.internal.verify.DeclaredComponent;
import io.hookline.deploy.internal.verify.DeclaredComponents;
import io.hookline.engine.release.PlannedHook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.Constants;

/**
 * The hooks that a jar's component descriptions declare, read without running any of it. Hooks that a plugin registers
 * in its code are not among them, and configuration can still change what is.
 */
public final class ComponentDescriptions {

    private ComponentDescriptions() {}

    /**
     * The declared hooks of a jar.
     *
     * @throws IOException if a description cannot be read
     */
    public static List<PlannedHook> hooksOf(Path jar, String plugin, String version) throws IOException {
        List<PlannedHook> hooks = new ArrayList<>();
        for (DeclaredComponent component : DeclaredComponents.of(jar)) {
            String name = component.name() == null ? plugin : component.name();
            for (String point : component.values(HookProperties.AT)) {
                hooks.add(new PlannedHook(
                        point,
                        component.first(HookProperties.NAME, name),
                        plugin,
                        version,
                        ranking(component),
                        component.values(HookProperties.BEFORE),
                        component.values(HookProperties.AFTER),
                        component.provides()));
            }
        }
        return List.copyOf(hooks);
    }

    private static int ranking(DeclaredComponent component) {
        try {
            return Integer.parseInt(component.first(Constants.SERVICE_RANKING, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
