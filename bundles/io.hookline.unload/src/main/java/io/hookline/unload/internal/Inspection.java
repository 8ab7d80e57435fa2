package io.hookline.unload.internal;

import io.hookline.unload.Holder;
import java.util.List;

/**
 * What one search for the holders of a class loader has found.
 *
 * @param holders the holders, each once
 * @param blind what could not be inspected, and why
 */
public record Inspection(List<Holder> holders, List<String> blind) {

    /** A result that no longer changes. */
    public Inspection {
        holders = List.copyOf(holders);
        blind = List.copyOf(blind);
    }
}
