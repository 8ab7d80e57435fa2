package io.hookline.runtime;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Standard output and standard error of a process with a shell on the terminal: messages of the log, and what plugins
 * print, stand above the prompt.
 */
final class PromptConsole {

    /** The service of the shell that takes lines. */
    private static final String SHELL = "(&(objectClass=java.util.function.Consumer)(hookline.console=true))";

    private final PromptStream output;
    private final PromptStream error;

    private PromptConsole(PromptStream output, PromptStream error) {
        this.output = output;
        this.error = error;
    }

    /** Replaces the process's streams; must run before anything keeps them. */
    static PromptConsole install() {
        Charset charset = Charset.defaultCharset();
        PromptConsole console =
                new PromptConsole(new PromptStream(System.out, charset), new PromptStream(System.err, charset));
        System.setOut(new PrintStream(console.output, true, charset));
        System.setErr(new PrintStream(console.error, true, charset));
        return console;
    }

    /** Uses the shell's service while it is there. */
    void follow(BundleContext context) {
        try {
            new Shells(context).open();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void use(@Nullable Consumer<String> shell) {
        try {
            output.use(shell);
            error.use(shell);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Shells extends ServiceTracker<Consumer<String>, Consumer<String>> {

        Shells(BundleContext context) throws InvalidSyntaxException {
            super(context, FrameworkUtil.createFilter(SHELL), null);
        }

        @Override
        public Consumer<String> addingService(ServiceReference<Consumer<String>> reference) {
            Consumer<String> shell = super.addingService(reference);
            use(shell);
            return shell;
        }

        @Override
        public void removedService(ServiceReference<Consumer<String>> reference, Consumer<String> shell) {
            use(null);
            super.removedService(reference, shell);
        }
    }
}
