package io.hookline.torture.internal;

import io.hookline.common.json.Json;
import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.BiFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Runs the test for code that does not see the classes of this bundle, such as the launcher: a service of a JDK type
 * with the property {@code hookline.task=torture}.
 *
 * <p>The arguments are the options by name ({@code for}, {@code callers}, {@code seed}, {@code json}) as they were
 * typed, and the output. The run is done on the calling thread; an interrupt ends it early and stays set. The result is
 * whether the ledger is clean. Throws an {@link IllegalArgumentException} for an invalid option and an {@link
 * IllegalStateException} if the run cannot start, each with a message for the user.
 */
@Component(service = BiFunction.class, property = "hookline.task=torture")
public final class TortureTask implements BiFunction<Map<String, String>, Appendable, Boolean> {

    private final TortureService service;

    /** With the service that runs the test. */
    @Activate
    public TortureTask(@Reference TortureService service) {
        this.service = service;
    }

    @Override
    public Boolean apply(Map<String, String> options, Appendable out) {
        TortureOptions parsed = TortureOptions.of(options);
        Ledger ledger = service.run(parsed, text -> {
            if (!parsed.json()) {
                print(out, text);
            }
        });
        print(out, parsed.json() ? Json.of(ledger) : LedgerText.of(ledger));
        return ledger.clean();
    }

    /** Prints a text, and flushes it where that is possible. */
    private static void print(Appendable out, String text) {
        try {
            out.append(text);
            if (out instanceof Flushable flushable) {
                flushable.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
