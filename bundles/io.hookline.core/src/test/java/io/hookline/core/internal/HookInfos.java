package io.hookline.core.internal;

import io.hookline.core.internal.order.HookInfo;
import java.util.List;
import org.osgi.framework.Version;

/** Descriptions of hooks for tests. */
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
        return new HookInfo(
                hook.serviceId(),
                hook.point(),
                hook.name(),
                hook.plugin(),
                hook.version(),
                hook.bundleId(),
                hook.ranking(),
                List.of(names),
                hook.after(),
                hook.types(),
                hook.problems());
    }

    public static HookInfo after(HookInfo hook, String... names) {
        return new HookInfo(
                hook.serviceId(),
                hook.point(),
                hook.name(),
                hook.plugin(),
                hook.version(),
                hook.bundleId(),
                hook.ranking(),
                hook.before(),
                List.of(names),
                hook.types(),
                hook.problems());
    }

    public static HookInfo version(HookInfo hook, String version) {
        return new HookInfo(
                hook.serviceId(),
                hook.point(),
                hook.name(),
                hook.plugin(),
                Version.valueOf(version),
                hook.bundleId(),
                hook.ranking(),
                hook.before(),
                hook.after(),
                hook.types(),
                hook.problems());
    }

    public static HookInfo at(HookInfo hook, String point, Class<?> type) {
        return new HookInfo(
                hook.serviceId(),
                point,
                hook.name(),
                hook.plugin(),
                hook.version(),
                hook.bundleId(),
                hook.ranking(),
                hook.before(),
                hook.after(),
                List.of(type.getName()),
                hook.problems());
    }

    public static HookInfo problem(HookInfo hook, String problem) {
        return new HookInfo(
                hook.serviceId(),
                hook.point(),
                hook.name(),
                hook.plugin(),
                hook.version(),
                hook.bundleId(),
                hook.ranking(),
                hook.before(),
                hook.after(),
                hook.types(),
                List.of(problem));
    }
}
