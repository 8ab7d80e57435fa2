package io.hookline.gateway.internal.message;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which fields after a body are passed on: those of a list, because no hook sees them. What is not on it is dropped.
 */
public final class Trailers {

    private final Set<String> passed = new HashSet<>();

    /** With the names of the fields to pass on. */
    public Trailers(Collection<String> names) {
        names.forEach(name -> passed.add(name.toLowerCase(Locale.ROOT)));
    }

    /** Those of the fields that are passed on. */
    public Fields passed(Fields trailers) {
        if (trailers.size() > 0) {
            trailers.removeIf(name -> !passed.contains(name.toLowerCase(Locale.ROOT)) || HopByHop.isFraming(name));
        }
        return trailers;
    }
}
