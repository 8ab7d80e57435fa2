package io.hookline.benchmarks.contender;

import io.hookline.benchmarks.hook.BenchmarkedHook;
import io.hookline.benchmarks.hook.HookEvent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * Sends an Event that holds ours to handlers that are OSGi services, in an embedded Felix; they are called in any
 * order.
 */
final class FelixEventAdmin implements Contender {

    private static final String TOPIC = "io/hookline/benchmarks/CALL";
    private static final String API = "org.osgi.service.event;version=\"1.4.0\"";

    private final EmbeddedFelix felix;
    private final EventAdmin admin;

    private FelixEventAdmin(List<BenchmarkedHook> hooks, Map<String, String> properties) {
        felix = EmbeddedFelix.start(properties);
        felix.startBundleOf(EventAdmin.class);
        ServiceReference<EventAdmin> service = felix.context().getServiceReference(EventAdmin.class);
        admin = Objects.requireNonNull(felix.context().getService(service), "EventAdmin");
        felix.registerRanked(EventHandler.class, hooks, Map.of(EventConstants.EVENT_TOPIC, TOPIC));
    }

    /** With the default configuration: time-outs are watched, so handlers run on other threads. */
    static Contender asDelivered(List<BenchmarkedHook> hooks) {
        return new FelixEventAdmin(hooks, Map.of(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, API));
    }

    /** With the watch for time-outs switched off. */
    static Contender withoutTimeout(List<BenchmarkedHook> hooks) {
        return new FelixEventAdmin(
                hooks,
                Map.of(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, API, "org.apache.felix.eventadmin.Timeout", "0"));
    }

    @Override
    public void call(HookEvent event) {
        admin.sendEvent(new Event(TOPIC, Map.of(BenchmarkedHook.EVENT_PROPERTY, event)));
    }

    @Override
    public void close() {
        felix.close();
    }
}
