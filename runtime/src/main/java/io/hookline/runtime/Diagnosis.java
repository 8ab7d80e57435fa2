package io.hookline.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Finds out why the gateway does not listen: bundles that do not start and components that are not satisfied. */
final class Diagnosis {

    private final BundleContext context;

    Diagnosis(BundleContext context) {
        this.context = context;
    }

    /** The findings, one line each. */
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            unstarted(bundle).ifPresent(findings::add);
        }
        for (ComponentConfigurationDTO component : components()) {
            unsatisfied(component).ifPresent(findings::add);
        }
        refusedConfigurations().forEach(refused -> findings.add("refused configuration, " + refused));
        return findings;
    }

    /** The components that failed to start. */
    List<ComponentConfigurationDTO> failed() {
        return components().stream()
                .filter(c -> c.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
                .toList();
    }

    /** The refused configurations, one line each, read from a property of the service that checks them. */
    List<String> refusedConfigurations() {
        ServiceReference<?> checking = context.getServiceReference("io.hookline.config.Configurations");
        Object problems = checking == null ? null : checking.getProperty("hookline.config.problems");
        return problems instanceof String[] lines ? List.of(lines) : List.of();
    }

    /** What the deployer has found damaged, and what it has made of it, one line each. */
    List<String> damage() {
        ServiceReference<?> deployer = context.getServiceReference("io.hookline.deploy.Deployer");
        Object damage = deployer == null ? null : deployer.getProperty("hookline.damage");
        return damage instanceof String[] lines ? List.of(lines) : List.of();
    }

    /** Whether a component of the bundle failed. */
    boolean hasFailed(String bundle) {
        return failed().stream().anyMatch(c -> bundle.equals(c.description.bundle.symbolicName));
    }

    /** The port that a component could not listen on because another process uses it. */
    Optional<String> portInUse() {
        return failed().stream()
                .filter(c -> c.failure != null && c.failure.contains("java.net.BindException"))
                .map(c -> String.valueOf(c.properties.get("port")))
                .findFirst();
    }

    private static Optional<String> unstarted(Bundle bundle) {
        int waiting = Bundle.INSTALLED | Bundle.RESOLVED;
        if ((bundle.getState() & waiting) == 0
                || !bundle.adapt(BundleStartLevel.class).isPersistentlyStarted()) {
            return Optional.empty();
        }
        try {
            bundle.start(Bundle.START_TRANSIENT);
            return Optional.empty();
        } catch (BundleException | IllegalStateException e) {
            return Optional.of(bundle.getSymbolicName() + " " + bundle.getVersion() + " does not start: "
                    + firstLine(e.getMessage()));
        }
    }

    private static Optional<String> unsatisfied(ComponentConfigurationDTO component) {
        String name = component.description.bundle.symbolicName + ", component " + component.description.name;
        return switch (component.state) {
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                Optional.of(name + " failed: " + cause(component.failure));
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                Optional.of(name + " waits for its configuration "
                        + String.join(", ", component.description.configurationPid));
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                Optional.of(name + " waits for "
                        + Arrays.stream(component.unsatisfiedReferences)
                                .map(r -> r.name + (r.target == null ? "" : " " + r.target))
                                .collect(Collectors.joining(", ")));
            default -> Optional.empty();
        };
    }

    private List<ComponentConfigurationDTO> components() {
        ServiceReference<ServiceComponentRuntime> reference =
                context.getServiceReference(ServiceComponentRuntime.class);
        if (reference == null) {
            return List.of();
        }
        ServiceComponentRuntime components = context.getService(reference);
        if (components == null) {
            return List.of();
        }
        List<ComponentConfigurationDTO> all = new ArrayList<>();
        for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs()) {
            all.addAll(components.getComponentConfigurationDTOs(description));
        }
        context.ungetService(reference);
        return all;
    }

    /** The message of the first exception in a stack trace that is not a mere wrapper. */
    static String cause(@Nullable String trace) {
        if (trace == null) {
            return firstLine(null);
        }
        return trace.lines()
                .filter(line -> !line.startsWith("\t") && !line.contains("InvocationTargetException"))
                .findFirst()
                .map(line -> line.replaceFirst("^Caused by: ", "").replaceFirst("^[\\w.$]+(Exception|Error): ", ""))
                .orElseGet(() -> firstLine(trace));
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "no reason given" : text.lines().findFirst().orElse("");
    }
}
