package io.hookline.core.internal.component;

import io.hookline.api.runtime.GuardEvent;
import io.hookline.api.runtime.GuardStatus;
import io.hookline.api.runtime.HookGuards;
import java.util.List;
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
    public List<GuardStatus> guards() {
        return core.engine().report().guards();
    }

    @Override
    public List<GuardEvent> events() {
        return core.engine().report().guardEvents();
    }

    @Override
    public List<String> unmatchedRules() {
        return UnmatchedRules.of(core.guardRules().hooksByRule(), guards());
    }

    @Override
    public int reset(String name) {
        return core.engine().resetGuards(name);
    }
}
