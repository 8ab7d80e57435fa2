package io.hookline.deploy.internal.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.plugin.PluginLifecycle;
import io.hookline.engine.release.ReleaseControl;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** A bundle is looked at while the component runtime still loads, enables and publishes its components. */
class ReadinessTest {

    private final List<ComponentDescriptionDTO> described = new ArrayList<>();
    private final Set<String> enabled = new HashSet<>();
    private final List<ServiceReference<?>> published = new ArrayList<>();

    private final Bundle bundle = answering(Bundle.class, (proxy, method, args) -> switch (method.getName()) {
        case "getHeaders" -> FrameworkUtil.asDictionary(Map.of(ComponentConstants.SERVICE_COMPONENT, "OSGI-INF/*.xml"));
        case "getState" -> Bundle.ACTIVE;
        case "getBundleId" -> 1L;
        case "getSymbolicName" -> "acme.a";
        case "getVersion" -> Version.emptyVersion;
        case "getRegisteredServices" -> published.toArray(ServiceReference<?>[]::new);
        default -> null;
    });

    private final Readiness readiness = new Readiness(
            answering(BundleContext.class, (proxy, method, args) -> null),
            answering(ServiceComponentRuntime.class, (proxy, method, args) -> switch (method.getName()) {
                case "getComponentDescriptionDTOs" -> List.copyOf(described);
                case "isComponentEnabled" -> enabled.contains(((ComponentDescriptionDTO) args[0]).name);
                case "getComponentConfigurationDTOs" -> List.of(satisfied((ComponentDescriptionDTO) args[0]));
                default -> null;
            }),
            answering(ReleaseControl.class, (proxy, method, args) -> List.of()),
            Duration.ofSeconds(1));

    @Test
    void aBundleIsNotKnownWhileItsComponentsAreLoaded() {
        assertThat(readiness.isKnown(bundle)).isFalse();
        described.add(description("hook", "io.hookline.api.Hook", true));
        assertThat(readiness.isKnown(bundle)).isFalse();
        described.add(description("start", PluginLifecycle.class.getName(), true));
        assertThat(readiness.isKnown(bundle)).isFalse();
        enabled.add("hook");
        assertThat(readiness.isKnown(bundle)).isTrue();
    }

    @Test
    void aBundleWhoseComponentsAreAllDisabledIsKnown() {
        described.add(description("hook", "io.hookline.api.Hook", false));
        assertThat(readiness.isKnown(bundle)).isTrue();
    }

    @Test
    void aLifecycleIsWaitedForUntilItsServiceIsThere() {
        described.add(description("hook", "io.hookline.api.Hook", true));
        described.add(description("start", PluginLifecycle.class.getName(), true));
        enabled.add("hook");
        assertThat(readiness.of(List.of(bundle)).waits())
                .containsExactly("component start has not published its service");
        enabled.add("start");
        assertThat(readiness.of(List.of(bundle)).waits())
                .containsExactly("component start has not published its service");
        published.add(service("start"));
        assertThat(readiness.of(List.of(bundle)).isReady()).isTrue();
    }

    @Test
    void aDisabledLifecycleIsNotWaitedFor() {
        described.add(description("start", PluginLifecycle.class.getName(), false));
        assertThat(readiness.of(List.of(bundle)).isReady()).isTrue();
    }

    private static ComponentDescriptionDTO description(String name, String service, boolean enabled) {
        ComponentDescriptionDTO description = new ComponentDescriptionDTO();
        description.name = name;
        description.serviceInterfaces = new String[] {service};
        description.defaultEnabled = enabled;
        description.configurationPid = new String[] {name};
        return description;
    }

    private static ComponentConfigurationDTO satisfied(ComponentDescriptionDTO description) {
        ComponentConfigurationDTO configuration = new ComponentConfigurationDTO();
        configuration.description = description;
        configuration.state = ComponentConfigurationDTO.SATISFIED;
        return configuration;
    }

    private static ServiceReference<?> service(String component) {
        return answering(ServiceReference.class, (proxy, method, args) -> switch (method.getName()) {
            case "getProperty" ->
                Constants.OBJECTCLASS.equals(args[0]) ? new String[] {PluginLifecycle.class.getName()} : component;
            case "isAssignableTo" -> true;
            default -> null;
        });
    }

    private static <T> T answering(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
