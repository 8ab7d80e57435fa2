package io.hookline.core.internal.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.core.guard.BundleControl;
import io.hookline.core.guard.Exit;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/** Rewrites classes that end the JVM, and runs them. */
public final class ExitCallsTest {

    private final List<String> told = new ArrayList<>();
    private final BiConsumer<Class<?>, String> listener = this::tell;

    @BeforeEach
    void listen() {
        Exit.addListener(listener);
        BundleControl.addListener(listener);
    }

    @AfterEach
    void stopListening() {
        Exit.removeListener(listener);
        BundleControl.removeListener(listener);
    }

    @Test
    void callsThatEndTheJvmAreRefusedAndReported() throws Exception {
        for (Class<?> exiting : List.of(Exits.class, RuntimeExits.class, Halts.class, Refers.class)) {
            Runnable rewritten = rewritten(exiting);
            assertThatThrownBy(rewritten::run)
                    .isInstanceOf(SecurityException.class)
                    .hasMessageEndingWith("is refused: a plugin cannot end the JVM of its host");
        }
        assertThat(told)
                .containsExactly(
                        "Exits: System.exit(3)",
                        "RuntimeExits: Runtime.exit(4)",
                        "Halts: Runtime.halt(5)",
                        "Refers: System.exit(6)");
    }

    @Test
    void callsThatChangeOtherBundlesAreRefusedAndReported() throws Exception {
        for (Class<?> changing : List.of(
                Stops.class,
                StopsTheFramework.class,
                Uninstalls.class,
                Updates.class,
                Installs.class,
                Lowers.class,
                Refreshes.class,
                RefersToStop.class)) {
            Runnable rewritten = rewritten(changing);
            assertThatThrownBy(rewritten::run)
                    .isInstanceOf(SecurityException.class)
                    .hasMessageEndingWith("is refused: a plugin cannot change the bundles of its host");
        }
        assertThat(told)
                .containsExactly(
                        "Stops: stop() of io.other",
                        "StopsTheFramework: stop() of io.other",
                        "Uninstalls: uninstall() of io.other",
                        "Updates: update() of io.other",
                        "Installs: installBundle(file:x.jar)",
                        "Lowers: setStartLevel(1) of the framework",
                        "Refreshes: refreshBundles(...)",
                        "RefersToStop: stop() of io.other");
    }

    @Test
    void aClassWithoutSuchCallsIsNotChanged() throws IOException {
        assertThat(ExitCalls.refuse(bytes(Talks.class))).isEmpty();
    }

    private void tell(Class<?> type, String call) {
        told.add(type.getName().substring(type.getName().indexOf('$') + 1) + ": " + call);
    }

    private static Runnable rewritten(Class<?> type) throws Exception {
        byte[] rewritten = ExitCalls.refuse(bytes(type)).orElseThrow();
        ClassLoader loader = new ClassLoader(type.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.equals(type.getName())
                        ? defineClass(name, rewritten, 0, rewritten.length)
                        : super.loadClass(name, resolve);
            }
        };
        var constructor = loader.loadClass(type.getName()).getDeclaredConstructor();
        constructor.setAccessible(true);
        return (Runnable) constructor.newInstance();
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        try (InputStream in = Objects.requireNonNull(type.getClassLoader().getResourceAsStream(file))) {
            return in.readAllBytes();
        }
    }

    /** Ends the JVM. */
    public static final class Exits implements Runnable {
        @Override
        public void run() {
            System.exit(3);
        }
    }

    /** Ends the JVM. */
    public static final class RuntimeExits implements Runnable {
        @Override
        public void run() {
            Runtime.getRuntime().exit(4);
        }
    }

    /** Ends the JVM. */
    public static final class Halts implements Runnable {
        @Override
        public void run() {
            Runtime.getRuntime().halt(5);
        }
    }

    /** Ends the JVM through a method reference. */
    public static final class Refers implements Runnable {
        @Override
        public void run() {
            IntConsumer exit = System::exit;
            exit.accept(6);
        }
    }

    private static <T> T named(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "getSymbolicName" -> "io.other";
                    case "equals" -> false;
                    default -> null;
                }));
    }

    /** A bundle of another. */
    public static Bundle other() {
        return named(Bundle.class);
    }

    /** The framework, under its own type. */
    public static Framework framework() {
        return named(Framework.class);
    }

    /** The context of a bundle. */
    public static BundleContext context() {
        return named(BundleContext.class);
    }

    /** The framework's start level. */
    public static FrameworkStartLevel levels() {
        return named(FrameworkStartLevel.class);
    }

    /** The framework's wiring. */
    public static FrameworkWiring wiring() {
        return named(FrameworkWiring.class);
    }

    /** Changes a bundle. */
    public interface Change {
        void make() throws BundleException;
    }

    /** Stops another bundle. */
    public static final class Stops implements Runnable {
        @Override
        public void run() {
            try {
                other().stop();
            } catch (BundleException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Stops the framework. */
    public static final class StopsTheFramework implements Runnable {
        @Override
        public void run() {
            try {
                framework().stop();
            } catch (BundleException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Uninstalls another bundle. */
    public static final class Uninstalls implements Runnable {
        @Override
        public void run() {
            try {
                other().uninstall();
            } catch (BundleException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Updates another bundle. */
    public static final class Updates implements Runnable {
        @Override
        public void run() {
            try {
                other().update();
            } catch (BundleException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Installs a bundle. */
    public static final class Installs implements Runnable {
        @Override
        public void run() {
            try {
                context().installBundle("file:x.jar");
            } catch (BundleException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Lowers the start level. */
    public static final class Lowers implements Runnable {
        @Override
        public void run() {
            levels().setStartLevel(1);
        }
    }

    /** Refreshes bundles. */
    public static final class Refreshes implements Runnable {
        @Override
        public void run() {
            wiring().refreshBundles(null);
        }
    }

    /** Stops another bundle through a method reference. */
    public static final class RefersToStop implements Runnable {
        @Override
        public void run() {
            Change stop = other()::stop;
            try {
                stop.make();
            } catch (BundleException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Only speaks of the exit, and of a halt. */
    public static final class Talks implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("exit and halt");
        }
    }
}
