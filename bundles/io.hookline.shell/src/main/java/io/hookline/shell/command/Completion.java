package io.hookline.shell.command;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.osgi.annotation.versioning.ConsumerType;

/** The values that the Tab key offers for an argument or the value of an option. */
@FunctionalInterface
@ConsumerType
public interface Completion {

    /** Offers nothing. */
    Completion NONE = List::of;

    /**
     * The values that fit now. Called on a thread of the shell, which waits two seconds for it. What it throws is
     * ignored.
     */
    Collection<String> values();

    /**
     * The values that fit behind the arguments that were typed before. Called like {@link #values()}, which it calls
     * unless the values depend on them.
     *
     * @param before the positional arguments, in order
     */
    default Collection<String> values(List<String> before) {
        return values();
    }

    /** Whether files are offered as well. */
    default boolean hasFiles() {
        return false;
    }

    /** Offers files as well. */
    default Completion withFiles() {
        Completion values = this;
        return new Completion() {
            @Override
            public Collection<String> values() {
                return values.values();
            }

            @Override
            public Collection<String> values(List<String> before) {
                return values.values(before);
            }

            @Override
            public boolean hasFiles() {
                return true;
            }
        };
    }

    /** Offers fixed values. */
    static Completion of(String... values) {
        List<String> fixed = List.of(values);
        return () -> fixed;
    }

    /** Offers values that depend on the positional arguments that were typed before. */
    static Completion after(Function<List<String>, Collection<String>> values) {
        return new Completion() {
            @Override
            public Collection<String> values() {
                return values.apply(List.of());
            }

            @Override
            public Collection<String> values(List<String> before) {
                return values.apply(before);
            }
        };
    }
}
