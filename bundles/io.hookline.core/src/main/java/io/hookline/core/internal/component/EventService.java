package io.hookline.core.internal.component;

import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.api.runtime.RuntimeEvents;
import io.hookline.api.runtime.RuntimeListener;
import io.hookline.core.internal.registry.PluginInfo;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Takes events from the components of the runtime, and tells the listeners that are services. */
@Component(service = RuntimeEvents.class, immediate = true)
public final class EventService implements RuntimeEvents {

    private final Core core;

    /** Events of the core's engine. */
    @Activate
    public EventService(@Reference Core core) {
        this.core = core;
    }

    @Override
    public void publish(RuntimeEvent event) {
        core.engine().publish(event);
    }

    @Reference(
            service = RuntimeListener.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void add(RuntimeListener listener, ServiceReference<RuntimeListener> reference) {
        core.engine().addListener(listener, nameOf(listener, reference.getBundle()));
    }

    /** What the log calls a listener: its class, its bundle, and the plugins that the bundle states. */
    static String nameOf(RuntimeListener listener, @Nullable Bundle bundle) {
        String name = "the runtime listener " + listener.getClass().getName();
        if (bundle == null) {
            return name;
        }
        String plugins = PluginInfo.of(bundle).stream()
                .filter(PluginInfo::stated)
                .map(PluginInfo::id)
                .distinct()
                .collect(Collectors.joining(", "));
        return name + " of bundle " + ServiceProperties.releaseOf(bundle).label()
                + (plugins.isEmpty() ? "" : " (plugin " + plugins + ")");
    }

    void remove(RuntimeListener listener) {
        core.engine().removeListener(listener);
    }
}
