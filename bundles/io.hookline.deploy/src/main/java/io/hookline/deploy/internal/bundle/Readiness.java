package io.hookline.deploy.internal.bundle;

import io.hookline.api.plugin.HealthCheck;
import io.hookline.api.plugin.PluginLifecycle;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.deploy.internal.release.HookRefusals;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.engine.release.ReleaseHook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Finds out what a started bundle still lacks before its hooks may be called. */
public final class Readiness {

    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final ReleaseControl control;
    private final HealthCheckRunner checks;

    /** Asks the component runtime, the live set, and the bundle's own health checks, each at most so long. */
    public Readiness(
            BundleContext context, ServiceComponentRuntime components, ReleaseControl control, Duration healthTimeout) {
        this.context = context;
        this.components = components;
        this.control = control;
        this.checks = new HealthCheckRunner(healthTimeout);
    }

    /** What the components and hooks of bundles lack now; empty if they are ready to start. */
    public State of(Collection<Bundle> bundles) {
        List<String> waits = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (Bundle bundle : bundles) {
            if (bundle.getState() != Bundle.ACTIVE) {
                waits.add(bundle.getSymbolicName() + " is not active");
            }
            components(bundle, waits, failures);
            hooks(bundle, failures);
        }
        return new State(waits, failures);
    }

    /** What bundles lack now that have started, their health checks included. */
    public State healthOf(Collection<Bundle> bundles) throws InterruptedException {
        State state = of(bundles);
        if (!state.isReady()) {
            return state;
        }
        List<String> waits = new ArrayList<>();
        for (Bundle bundle : bundles) {
            waits.addAll(unhealthy(bundle));
        }
        return new State(waits, List.of());
    }

    /**
     * Whether the component runtime knows all components that a bundle declares. It registers them one after the other,
     * on the thread that starts the bundle, and enables the first one when it has registered the last.
     */
    public boolean isKnown(Bundle bundle) {
        if (bundle.getHeaders("").get(ComponentConstants.SERVICE_COMPONENT) == null) {
            return true;
        }
        Collection<ComponentDescriptionDTO> known = components.getComponentDescriptionDTOs(bundle);
        return known.stream().anyMatch(components::isComponentEnabled)
                || (!known.isEmpty() && known.stream().noneMatch(description -> description.defaultEnabled));
    }

    /** Whether a bundle has a start of its own: it publishes one, or has a component that does. */
    public boolean hasLifecycle(Bundle bundle) {
        return !BundleServices.bundle(context, bundle, PluginLifecycle.class).isEmpty()
                || components.getComponentDescriptionDTOs(bundle).stream().anyMatch(Readiness::isLifecycle);
    }

    private static boolean isLifecycle(ComponentDescriptionDTO description) {
        return Arrays.asList(description.serviceInterfaces).contains(PluginLifecycle.class.getName());
    }

    private void components(Bundle bundle, List<String> waits, List<String> failures) {
        for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs(bundle)) {
            int before = waits.size() + failures.size();
            boolean enabled = components.isComponentEnabled(description);
            if (enabled) {
                configurations(description, waits, failures);
            }
            if (waits.size() + failures.size() == before
                    && (enabled || description.defaultEnabled)
                    && isUnpublishedLifecycle(bundle, description)) {
                waits.add("component " + description.name + " has not published its service");
            }
        }
    }

    private void configurations(ComponentDescriptionDTO description, List<String> waits, List<String> failures) {
        Collection<ComponentConfigurationDTO> configurations = components.getComponentConfigurationDTOs(description);
        if (configurations.isEmpty() && description.factory == null) {
            waits.add("component " + description.name + " waits for its configuration "
                    + String.join(", ", description.configurationPid));
        }
        for (ComponentConfigurationDTO configuration : configurations) {
            component(configuration, waits, failures);
        }
    }

    /** The component runtime calls a component satisfied a moment before it publishes the component's service. */
    private boolean isUnpublishedLifecycle(Bundle bundle, ComponentDescriptionDTO description) {
        return isLifecycle(description)
                && description.factory == null
                && BundleServices.bundle(context, bundle, PluginLifecycle.class).stream()
                        .noneMatch(reference ->
                                description.name.equals(reference.getProperty(ComponentConstants.COMPONENT_NAME)));
    }

    private static void component(ComponentConfigurationDTO component, List<String> waits, List<String> failures) {
        String name = "component " + component.description.name;
        switch (component.state) {
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                failures.add(name + " failed to start: " + cause(component.failure));
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                waits.add(name + " waits for its configuration "
                        + String.join(", ", component.description.configurationPid));
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                waits.add(name + " waits for "
                        + Arrays.stream(component.unsatisfiedReferences)
                                .map(reference -> "the service of its reference " + reference.name
                                        + (reference.target == null ? "" : " " + reference.target))
                                .collect(Collectors.joining(", ")));
            default -> {}
        }
    }

    /** A stack trace's first line that says more than that something was invoked. */
    private static String cause(@Nullable String trace) {
        return trace == null
                ? "no reason given"
                : trace.lines()
                        .filter(line -> !line.startsWith("\t") && !line.contains("InvocationTargetException"))
                        .findFirst()
                        .map(line -> line.replaceFirst("^Caused by: ", ""))
                        .orElse(trace);
    }

    /** Hooks that wait for a point to be opened are no failure: the point's host may come later. */
    private void hooks(Bundle bundle, List<String> failures) {
        List<ReleaseHook> mayBeRefused = control.hooks(BundleRelease.idOf(bundle)).stream()
                .filter(hook -> hook.refusal() != RefusalReason.UNKNOWN_POINT)
                .toList();
        failures.addAll(HookRefusals.of(mayBeRefused));
    }

    /** What the health checks of a bundle say; empty if all of them pass, or there are none. */
    public List<String> unhealthy(Bundle bundle) throws InterruptedException {
        List<String> problems = new ArrayList<>();
        for (ServiceReference<HealthCheck> reference : BundleServices.bundle(context, bundle, HealthCheck.class)) {
            String problem = ask(bundle, reference);
            if (problem != null) {
                problems.add(problem);
            }
        }
        return problems;
    }

    /** Whether a bundle has health checks. */
    public boolean hasHealthCheck(Bundle bundle) {
        return !BundleServices.bundle(context, bundle, HealthCheck.class).isEmpty();
    }

    /** Fetches the check with the deadline, too: its component may start only then. */
    private @Nullable String ask(Bundle bundle, ServiceReference<HealthCheck> reference) throws InterruptedException {
        AtomicReference<String> name = new AtomicReference<>("");
        String problem = checks.ask(reference, "hookline-health-" + bundle.getBundleId(), () -> {
            HealthCheck check = context.getService(reference);
            if (check == null) {
                return "its service is not available";
            }
            try {
                name.set(check.getClass().getName() + " ");
                return check.problem();
            } finally {
                context.ungetService(reference);
            }
        });
        return problem == null ? null : "health check " + name.get() + "says: " + problem;
    }

    /**
     * What bundles lack.
     *
     * @param waits what may still come
     * @param failures what will not come by itself
     */
    public record State(List<String> waits, List<String> failures) {

        /** Whether they lack nothing. */
        public boolean isReady() {
            return waits.isEmpty() && failures.isEmpty();
        }

        /** Everything that they lack. */
        public List<String> all() {
            List<String> all = new ArrayList<>(failures);
            all.addAll(waits);
            return all;
        }
    }
}
