package io.hookline.core.internal;

import io.hookline.core.internal.order.HookInfo;
import java.util.List;
import org.osgi.framework.Version;

/** Descriptions of hooks for tests; each method but the first returns a copy of a hook with one thing changed. */
public final class HookInfos {

    private HookInfos() {}

    public static HookInfo hook(long serviceId, String plugin, int ranking) {
        return new HookInfo(
                serviceId,
                "test.point",
                plugin + ".hook",
                plugin,
                Version.valueOf("1.0.0"),
                serviceId,
                ranking,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    public static HookInfo before(HookInfo hook, String... names) {
        return copy(hook, hook.point(), hook.version(), List.of(names), hook.after(), hook.types(), hook.problems());
    }

    public static HookInfo after(HookInfo hook, String... names) {
        return copy(hook, hook.point(), hook.version(), hook.before(), List.of(names), hook.types(), hook.problems());
    }

    public static HookInfo version(HookInfo hook, String version) {
        Version changed = Version.valueOf(version);
        return copy(hook, hook.point(), changed, hook.before(), hook.after(), hook.types(), hook.problems());
    }

    public static HookInfo ofBundle(HookInfo hook, long bundleId) {
        return new HookInfo(
                hook.serviceId(),
                hook.point(),
                hook.name(),
                hook.plugin(),
                hook.version(),
                bundleId,
                hook.ranking(),
                hook.before(),
                hook.after(),
                hook.types(),
                hook.problems());
    }

    public static HookInfo at(HookInfo hook, String point, Class<?> type) {
        List<String> types = List.of(type.getName());
        return copy(hook, point, hook.version(), hook.before(), hook.after(), types, hook.problems());
    }

    public static HookInfo problem(HookInfo hook, String problem) {
        List<String> problems = List.of(problem);
        return copy(hook, hook.point(), hook.version(), hook.before(), hook.after(), hook.types(), problems);
    }

    private static HookInfo copy(
            HookInfo hook,
            String point,
            Version version,
            List<String> before,
            List<String> after,
            List<String> types,
            List<String> problems) {
        return new HookInfo(
                hook.serviceId(),
                point,
                hook.name(),
                hook.plugin(),
                version,
                hook.bundleId(),
                hook.ranking(),
                before,
                after,
                types,
                problems);
    }
}
