package io.hookline.unload.internal;

import io.hookline.unload.Holder;
import io.hookline.unload.HolderKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what the probes of one inspection find; each finding once, and not without end. */
final class InspectionFindings {

    private static final int MOST = 100;

    private final Set<Holder> holders = new LinkedHashSet<>();
    private final Set<String> blind = new LinkedHashSet<>();
    private int surplus;

    /** Adds what is certain. */
    void add(HolderKind kind, String what) {
        add(new Holder(kind, what, true));
    }

    /** Adds what follows from names only. */
    void addProbable(HolderKind kind, String what) {
        add(new Holder(kind, what, false));
    }

    /** Notes what could not be inspected, and why. */
    void addBlind(String what) {
        blind.add(what);
    }

    Inspection inspection() {
        List<String> notes = new ArrayList<>(blind);
        if (surplus > 0) {
            notes.add(surplus + " more holders than the " + MOST + " that are shown");
        }
        return new Inspection(List.copyOf(holders), notes);
    }

    private void add(Holder holder) {
        if (holders.size() < MOST) {
            holders.add(holder);
        } else if (!holders.contains(holder)) {
            surplus++;
        }
    }
}
