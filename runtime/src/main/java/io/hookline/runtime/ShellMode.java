package io.hookline.runtime;

import java.io.Console;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which shell a run has, if any; each mode names the bundles that make it. */
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
     * The mode that fits.
     *
     * @param wanted true for {@code --shell}, false for {@code --no-shell}, null if neither was given
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

    /** Whether standard input and output are both a terminal. */
    @SuppressWarnings("SystemConsoleNull") // the case of Java 22 is dealt with
    static boolean onTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Since Java 22 there is a console without a terminal, too; it can be asked.
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Whether the bundle belongs to a shell at all. */
    static boolean isShell(String symbolicName) {
        return TERMINAL.bundles.contains(symbolicName) || SCRIPT.bundles.contains(symbolicName);
    }

    /** Symbolic names of the bundles that make it, in the order of their start. */
    List<String> bundles() {
        return bundles;
    }
}
