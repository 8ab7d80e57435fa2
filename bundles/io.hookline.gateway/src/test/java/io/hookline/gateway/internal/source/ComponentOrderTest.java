package io.hookline.gateway.internal.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

/** The gateway must not take a request before it knows the routes that were configured when it started. */
final class ComponentOrderTest {

    @Test
    void configurationsAreActivatedBeforeWhatCollectsThem() throws IOException {
        URL classes = RouteRegistry.class.getProtectionDomain().getCodeSource().getLocation();
        try (InputStream file = new URL(classes, "META-INF/MANIFEST.MF").openStream()) {
            List<String> components = List.of(new Manifest(file)
                    .getMainAttributes()
                    .getValue("Service-Component")
                    .split(","));
            assertThat(components)
                    .containsSubsequence(xml(ConfiguredRoute.class), xml(RouteRegistry.class))
                    .containsSubsequence(xml(ConfiguredStrangler.class), xml(RouteRegistry.class))
                    .containsSubsequence(xml(ConfiguredUpstream.class), xml(RouteRegistry.class));
        }
    }

    private static String xml(Class<?> component) {
        return "OSGI-INF/" + component.getName() + ".xml";
    }
}
