package io.hookline.config.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.plugin.ConfigurationUse;
import io.hookline.config.ConfigurationProblem;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** What a bundle says of its configurations together, and what it is told. */
class ConfigurationUsesTest {

    private final Use use = new Use();
    private final ConfigurationUses uses = new ConfigurationUses(fake(BundleContext.class, "getService", use));
    private final ServiceReference<ConfigurationUse> reference = reference();

    @Test
    void whatIsNotUsedIsShownWithItsConfiguration() {
        List<Integer> seen = new ArrayList<>();
        uses.whenChanged(() -> seen.add(uses.problems().size()));
        use.unused = Map.of("route~a", List.of("there is no upstream", "and more"));

        uses.addingService(reference);
        assertThat(uses.problems().get("route~a"))
                .extracting(ConfigurationProblem::message)
                .containsExactly("there is no upstream", "and more");
        use.unused = Map.of();
        uses.modifiedService(reference, use);
        use.unused = null; // fails
        assertThat(uses.problems()).isEmpty();
        uses.removedService(reference, use);
        assertThat(seen).containsExactly(1, 0, 0);
    }

    @Test
    void aBundleHearsWhatWasRefusedOfItsOwnConfigurations() {
        uses.refused(Map.of("route~a", Map.of("path", "/a"), "other", Map.of("x", 1)));
        uses.addingService(reference);
        assertThat(use.told).containsExactly(Map.of("route~a", Map.of("path", "/a")));

        uses.refused(Map.of());
        assertThat(use.told).last().isEqualTo(Map.of());
    }

    @SuppressWarnings("unchecked")
    private static ServiceReference<ConfigurationUse> reference() {
        return fake(ServiceReference.class, "getProperty", "route");
    }

    private static <T> T fake(Class<T> type, String method, Object result) {
        return type.cast(Proxy.newProxyInstance(
                ConfigurationUsesTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, arguments) -> called.getName().equals(method)
                        ? result
                        : called.getName().equals("hashCode")
                                ? 1
                                : called.getName().equals("equals")
                                        ? (Object) (proxy == arguments[0])
                                        : called.getReturnType() == boolean.class ? true : null));
    }

    private static final class Use implements ConfigurationUse {

        private Map<String, List<String>> unused = Map.of();
        private final List<Map<String, Map<String, Object>>> told = new ArrayList<>();

        @Override
        public Map<String, List<String>> unused() {
            if (unused == null) {
                throw new IllegalStateException("fails");
            }
            return unused;
        }

        @Override
        public void refused(Map<String, Map<String, Object>> settings) {
            told.add(settings);
        }
    }
}
