package io.hookline.shell.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Which events are shown. A filter is a list of terms between commas, all of which have to fit: {@code kind=release},
 * {@code subject=ratelimit}, {@code actor=alice}, {@code reason=deployed}, or a word alone, which is looked for in all
 * four. A term fits a value that contains it, a kind that is equal to it; capital letters do not matter. Immutable.
 */
public final class EventFilter {

    /** Lets all events pass. */
    public static final EventFilter ALL = new EventFilter(List.of());

    private static final List<String> NAMES = List.of("kind", "subject", "actor", "reason");

    private final List<Term> terms;

    private EventFilter(List<Term> terms) {
        this.terms = terms;
    }

    /**
     * Reads a filter.
     *
     * @param text the terms; an empty one lets all events pass
     * @throws IllegalArgumentException if a term names something that events do not have; the message says so
     */
    public static EventFilter parse(String text) {
        List<Term> terms = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String term = part.strip();
            int equals = term.indexOf('=');
            String name = equals < 0 ? "" : term.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            if (equals >= 0 && !NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "an event has no \"" + name + "\": filter by " + String.join(", ", NAMES) + ", or by a word");
            }
            if (!term.isEmpty()) {
                terms.add(new Term(name, term.substring(equals + 1).strip().toLowerCase(Locale.ROOT)));
            }
        }
        return terms.isEmpty() ? ALL : new EventFilter(List.copyOf(terms));
    }

    /** Whether an event is shown. */
    public boolean passes(EventEntry event) {
        return terms.stream().allMatch(term -> term.fits(event));
    }

    private record Term(String name, String wanted) {

        boolean fits(EventEntry event) {
            return switch (name) {
                case "kind" -> event.kind().equals(wanted);
                case "subject" -> contains(event.subject());
                case "actor" -> contains(event.actor());
                case "reason" -> contains(event.reason());
                default ->
                    event.kind().equals(wanted)
                            || contains(event.subject())
                            || contains(event.actor())
                            || contains(event.reason());
            };
        }

        private boolean contains(String text) {
            return text.toLowerCase(Locale.ROOT).contains(wanted);
        }
    }
}
