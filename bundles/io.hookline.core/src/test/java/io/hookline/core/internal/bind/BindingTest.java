package io.hookline.core.internal.bind;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.runtime.BindingState;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleReference;

class BindingTest {

    private final FakeBundle plugin = new FakeBundle("org.example.shop");

    @Test
    void anObjectThatCannotBeRegisteredIsClosed() throws Exception {
        plugin.classes = new PluginLoader(plugin.bundle);
        plugin.registering = () -> {
            throw new IllegalArgumentException("not today");
        };
        Closings.CLOSED.set(0);
        Binding binding = new Binding("colour", new PluginAlone());
        binding.set(BindingRow.read(
                "io.hookline.binding~colour",
                Map.of("plugin", "org.example.shop", "class", Colour.class.getName(), "point", "shop.price")));

        assertThat(binding.report()).singleElement().satisfies(row -> {
            assertThat(row.state()).isEqualTo(BindingState.REFUSED);
            assertThat(row.detail()).contains("not today");
        });
        assertThat(Closings.CLOSED).hasValue(1);
    }

    /** The contract. */
    public interface Shop {

        void before(String call);
    }

    /** Counts them. */
    public static final class Closings {

        public static final AtomicInteger CLOSED = new AtomicInteger();

        private Closings() {}
    }

    /** Fits the contract. */
    public static final class Colour implements AutoCloseable {

        public void before(String call) {}

        @Override
        public void close() {
            Closings.CLOSED.incrementAndGet();
        }
    }

    /** The plugin runs, and the point is open. */
    private final class PluginAlone implements Binding.Surroundings {

        @Override
        public Class<?> contract(String point) {
            return Shop.class;
        }

        @Override
        public List<Bundle> running(BindingRow row) {
            return List.of(plugin.bundle);
        }

        @Override
        public String whyNone(BindingRow row) {
            return "";
        }
    }

    /** Has the class once more, as that of a bundle. */
    private static final class PluginLoader extends ClassLoader implements BundleReference {

        private final Bundle bundle;

        PluginLoader(Bundle bundle) {
            super(BindingTest.class.getClassLoader());
            this.bundle = bundle;
        }

        @Override
        public Bundle getBundle() {
            return bundle;
        }

        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            if (!name.equals(Colour.class.getName())) {
                return super.loadClass(name);
            }
            try (InputStream code = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = Objects.requireNonNull(code).readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
