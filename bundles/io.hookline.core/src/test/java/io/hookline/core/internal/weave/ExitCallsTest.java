package io.hookline.core.internal.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.core.guard.Exit;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rewrites classes that end the JVM, and runs them. */
final class ExitCallsTest {

    private final List<String> told = new ArrayList<>();
    private final BiConsumer<Class<?>, String> listener = this::tell;

    @BeforeEach
    void listen() {
        Exit.addListener(listener);
    }

    @AfterEach
    void stopListening() {
        Exit.removeListener(listener);
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

    /** Only speaks of the exit, and of a halt. */
    public static final class Talks implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("exit and halt");
        }
    }
}
