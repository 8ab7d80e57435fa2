package io.hookline.shell.internal.deploy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reasons that are printed below a sentence, each once. */
final class Reasons {

    private Reasons() {}

    /** The details that a message does not contain already, without repetition. */
    static List<String> further(@Nullable String message, Collection<String> details) {
        List<String> further = new ArrayList<>();
        for (String detail : details) {
            boolean told = message != null && message.contains(detail);
            if (!told && !further.contains(detail)) {
                further.add(detail);
            }
        }
        return further;
    }
}
