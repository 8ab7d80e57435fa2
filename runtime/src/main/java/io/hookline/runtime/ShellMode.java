package io.hookline.runtime;

import java.io.Console;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The shell of a run, if any, with the bundles that it needs. */
enum ShellMode {
    /** Line editing, completion and history on a terminal. */
    TERMINAL("org.jline", "org.apache.felix.gogo.jline"),

    /** Commands read from standard input until its end, which stops the runtime. */
    SCRIPT("org.apache.felix.gogo.shell"),

    /** No shell: the runtime stays until it gets a signal. */
    NONE();

    @SuppressWarnings("ImmutableEnumChecker") // List.of gives an immutable one
    private final List<String> bundles;

    ShellMode(String... bundles) {
        this.bundles = List.of(bundles);
    }

    /**
     * Chooses the mode.
     *
     * @param wanted true for {@code --shell}, false for {@code --no-shell}, null for neither
     */
    static ShellMode of(@Nullable Boolean wanted, boolean terminal) {
        if (wanted != null && !wanted) {
            return NONE;
        }
        if (terminal) {
            return TERMINAL;
        }
        return wanted == null ? NONE : SCRIPT;
    }

    /** Whether standard input and output are terminals. */
    @SuppressWarnings("SystemConsoleNull") // handled for Java 22
    static boolean onTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Since Java 22 there is a console even without a terminal; it has a method to tell.
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Whether the bundle belongs to any shell. */
    static boolean isShell(String symbolicName) {
        return TERMINAL.bundles.contains(symbolicName) || SCRIPT.bundles.contains(symbolicName);
    }

    /**
     * Properties of the framework. Gogo's shell for terminals reads the profile, and leaves the terminal to the bundle
     * io.hookline.shell.
     */
    Map<String, String> properties() {
        return this == TERMINAL ? Map.of("gosh.args", "--nointeractive --noshutdown") : Map.of();
    }

    /** The symbolic names of its bundles, in the order of their start. */
    List<String> bundles() {
        return bundles;
    }
}
