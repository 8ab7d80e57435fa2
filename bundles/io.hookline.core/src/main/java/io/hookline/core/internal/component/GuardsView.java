package io.hookline.core.internal.component;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.PointSpec;
import io.hookline.api.runtime.GuardDTO;
import io.hookline.api.runtime.GuardEventDTO;
import io.hookline.api.runtime.HookGuards;
import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.internal.guard.GuardedHook;
import io.hookline.engine.HookInfo;
import io.hookline.core.internal.view.GuardEventView;
import io.hookline.core.internal.view.GuardView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows the guards to tools. */
@Component(service = HookGuards.class)
public final class GuardsView implements HookGuards {

    private final Core core;

    /** A view of the core's guards. */
    @Activate
    public GuardsView(@Reference Core core) {
        this.core = core;
    }

    @Override
    public List<GuardDTO> guards() {
        Map<String, Chain> chains = core.live().snapshot().chains();
        List<GuardDTO> guards = new ArrayList<>();
        for (GuardedHook guard : core.engine().guards().guarded()) {
            Chain chain = chains.get(guard.info().point());
            if (chain != null) {
                guards.add(of(guard, chain.spec()));
            }
        }
        return List.copyOf(guards);
    }

    @Override
    public List<GuardEventDTO> events() {
        return core.engine().guards().events().stream()
                .<GuardEventDTO>map(event -> new GuardEventView(
                        event.at(),
                        event.kind().name(),
                        event.hook().name(),
                        event.hook().plugin(),
                        event.hook().version().toString(),
                        event.hook().point(),
                        event.reason()))
                .toList();
    }

    @Override
    public int reset(String name) {
        return core.engine().guards().reset(name);
    }

    /** A hook's guard as it is at a point. */
    static GuardDTO of(GuardedHook guard, PointSpec<?> spec) {
        HookInfo info = guard.info();
        GuardSettings settings = guard.settings();
        boolean required = spec.required().stream().anyMatch(info::answersTo);
        return new GuardView(
                info.name(),
                info.plugin(),
                info.version().toString(),
                info.point(),
                required ? ErrorPolicy.ABORT : guard.errorPolicy(spec),
                settings.isolation().name(),
                limits(settings),
                guard.state(),
                guard.reason(),
                Duration.ofNanos(guard.untilProbeNanos()).toMillis(),
                guard.refusedCalls(),
                guard.hanging(),
                guard.usage().cpuPercent(),
                guard.usage().megabytesPerSecond());
    }

    private static String limits(GuardSettings settings) {
        List<String> limits = new ArrayList<>();
        switch (settings.isolation()) {
            case INLINE -> {}
            case WATCHED -> {
                if (!settings.overrun().isZero()) {
                    limits.add(settings.overrun().toMillis() + " ms" + (settings.interrupt() ? ", interrupted" : ""));
                }
            }
            case POOL ->
                limits.add(settings.deadline().toMillis() + " ms, " + settings.threads() + " threads, "
                        + settings.queue() + " waiting, " + settings.writtenOff() + " written off");
        }
        if (settings.cpuPercent() > 0) {
            limits.add(settings.cpuPercent() + " % of a core");
        }
        if (settings.allocatedMegabytes() > 0) {
            limits.add(settings.allocatedMegabytes() + " MB/s");
        }
        return limits.isEmpty() ? "none" : String.join(", ", limits);
    }
}
