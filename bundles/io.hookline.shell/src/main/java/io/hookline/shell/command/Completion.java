package io.hookline.shell.command;

import java.util.Collection;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** The values that the Tab key offers for an argument or the value of an option. */
@FunctionalInterface
@ConsumerType
public interface Completion {

    /** Offers nothing. */
    Completion NONE = List::of;

    /** The values that fit now. Called on the thread of the session; it must be fast. What it throws is ignored. */
    Collection<String> values();

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
}
