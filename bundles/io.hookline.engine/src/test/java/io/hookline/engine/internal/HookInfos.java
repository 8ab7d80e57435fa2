package io.hookline.engine.internal;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.HookInfo;
import java.util.List;

/** Descriptions of hooks for tests; each method but the first returns a copy of a hook with one thing changed. */
public final class HookInfos {

    private HookInfos() {}

    public static HookInfo hook(long serviceId, String plugin, int ranking) {
        return new HookInfo(
                serviceId,
                "test.point",
                plugin + ".hook",
                release(plugin, serviceId),
                ranking,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    public static ReleaseId release(String plugin, long instance) {
        return new ReleaseId(plugin, "1.0.0", instance);
    }

    public static HookInfo before(HookInfo hook, String... names) {
        return copy(hook, hook.point(), hook.release(), List.of(names), hook.after(), hook.types(), hook.problems());
    }

    public static HookInfo after(HookInfo hook, String... names) {
        return copy(hook, hook.point(), hook.release(), hook.before(), List.of(names), hook.types(), hook.problems());
    }

    public static HookInfo version(HookInfo hook, String version) {
        ReleaseId changed = new ReleaseId(hook.plugin(), version, hook.release().instance());
        return copy(hook, hook.point(), changed, hook.before(), hook.after(), hook.types(), hook.problems());
    }

    /** The same hook, brought by another installation of its plugin. */
    public static HookInfo of(HookInfo hook, long instance) {
        ReleaseId release = new ReleaseId(hook.plugin(), hook.release().version(), instance);
        return copy(hook, hook.point(), release, hook.before(), hook.after(), hook.types(), hook.problems());
    }

    public static HookInfo at(HookInfo hook, String point, Class<?> type) {
        List<String> types = List.of(type.getName());
        return copy(hook, point, hook.release(), hook.before(), hook.after(), types, hook.problems());
    }

    public static HookInfo problem(HookInfo hook, String problem) {
        List<String> problems = List.of(problem);
        return copy(hook, hook.point(), hook.release(), hook.before(), hook.after(), hook.types(), problems);
    }

    private static HookInfo copy(
            HookInfo hook,
            String point,
            ReleaseId release,
            List<String> before,
            List<String> after,
            List<String> types,
            List<String> problems) {
        return new HookInfo(
                hook.id(),
                point,
                hook.name(),
                release,
                hook.ranking(),
                before,
                after,
                types,
                problems,
                hook.nonBlocking());
    }
}
