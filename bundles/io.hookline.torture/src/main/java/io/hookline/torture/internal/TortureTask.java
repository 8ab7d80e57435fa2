package io.hookline.torture.internal;

import java.util.Map;
import java.util.function.BiFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * A run for those who see no class of this bundle, such as the launcher: a service of a type of the JDK with the property {@code
 * hookline.task=torture}.
 *
 * <p>Given are the options by name ({@code for}, {@code callers}, {@code seed}, {@code json}) as they were typed, and where
 * to print. It runs on the calling thread; an interrupt ends it early, and is kept. The answer is whether the ledger is clean.
 * Thrown is an {@link IllegalArgumentException} for a wrong option, and an {@link IllegalStateException} if no run can begin,
 * each with the text for whoever asked.
 */
@Component(service = BiFunction.class, property = "hookline.task=torture")
public final class TortureTask implements BiFunction<Map<String, String>, Appendable, Boolean> {

    private final TortureDesk desk;

    /** With the desk that lets one run go on at a time. */
    @Activate
    public TortureTask(@Reference TortureDesk desk) {
        this.desk = desk;
    }

    @Override
    public Boolean apply(Map<String, String> options, Appendable out) {
        return desk.run(TortureOptions.of(options), out);
    }
}
