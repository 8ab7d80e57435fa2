package io.hookline.shell.internal.gogo;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** Whose commands no plugin can shadow. */
final class ProductBundlesTest {

    @TempDir
    private Path home;

    @Test
    void theShellAndTheBundlesOfTheDistributionAreTheProduct() {
        ProductBundles product = new ProductBundles(7, home.toString());
        assertThat(product.contains(bundle(7, "anywhere"))).isTrue();
        assertThat(product.contains(bundle(8, location(home.resolve("bundles/io.hookline.admin.jar")))))
                .isTrue();
    }

    @Test
    void pluginsAreNotWhateverTheyAreNamed() {
        ProductBundles product = new ProductBundles(7, home.toString());
        for (Path file : new Path[] {
            home.resolve("plugins/io.hookline.admin.jar"),
            home.resolve("bundles-too/io.hookline.admin.jar"),
            home.resolve("data/deploy/store/bundles/io.hookline.admin.jar")
        }) {
            assertThat(product.contains(bundle(8, location(file))))
                    .as("%s", file)
                    .isFalse();
        }
        assertThat(new ProductBundles(7, null).contains(bundle(8, "reference:file:/x/bundles/a.jar")))
                .isFalse();
    }

    private static String location(Path jar) {
        return "reference:" + jar.toUri();
    }

    private static Bundle bundle(long id, String location) {
        return (Bundle) Proxy.newProxyInstance(
                ProductBundlesTest.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> answer(method.getName(), id, location));
    }

    private static @Nullable Object answer(String method, long id, String location) {
        return switch (method) {
            case "getBundleId" -> id;
            case "getLocation" -> location;
            default -> throw new UnsupportedOperationException(method);
        };
    }
}
