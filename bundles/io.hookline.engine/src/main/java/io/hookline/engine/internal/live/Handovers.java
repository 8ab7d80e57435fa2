package io.hookline.engine.internal.live;

import io.hookline.api.PointSpec;
import io.hookline.api.runtime.ReleaseId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hands open points over from one release of a host to the next. Guarded by the live set's lock.
 *
 * <pre>
 *  the new release opens the point   with the same specification   it shares the point at once
 *                                    with another one              the point changes to it in the generation in which
 *                                                                  the new release joins
 *  the old release closes it                                       the new one keeps it open
 * </pre>
 *
 * The point stays the same object throughout, with its hooks and its facade, so that no call misses a hook. That takes
 * one contract class for both releases: its package has to come from another bundle than the host.
 */
final class Handovers {

    private final ActivationState activation;
    private final Map<Point<?>, Pending> pending = new HashMap<>();

    Handovers(ActivationState activation) {
        this.activation = activation;
    }

    /**
     * Lets a release take over an open point with another specification.
     *
     * @throws IllegalStateException if it must not; the message names the cause and the remedy
     */
    <T> Point<T> accept(Point<?> open, PointSpec<T> spec, PointOwner next) {
        Pending known = pending.get(open);
        if (known != null && known.owner().equals(next) && Point.areAlike(known.spec(), spec)) {
            return PointTable.cast(open, spec.contract());
        }
        List<PointOwner> others =
                open.owners().stream().filter(owner -> !owner.equals(next)).toList();
        boolean isSuccessor = !others.isEmpty() && others.stream().allMatch(next::isOtherReleaseOf);
        ReleaseId release = next.release();
        if (!isSuccessor || release == null || others.size() < open.owners().size()) {
            throw refused(
                    open, "is open already with another contract, policy or requirement, by " + names(open.owners()));
        }
        String older = "is open already by an older release of " + next.name() + " itself (" + versions(others) + "), ";
        if (open.spec().contract() != spec.contract()) {
            throw refused(
                    open,
                    older + "and each release has a class " + spec.contract().getName() + " of its own: move the"
                            + " contract's package to a bundle of its own, which both releases import, or remove the"
                            + " older release first");
        }
        if (known != null) {
            throw refused(
                    open,
                    "is about to be taken over by another release of " + next.name()
                            + ": end that change or canary first");
        }
        Point<T> point = PointTable.cast(open, spec.contract());
        if (!activation.isStable(release)) {
            pending.put(open, new Pending(next, release, spec, () -> point.change(spec)));
        } else if (others.stream().noneMatch(this::isCalled)) {
            point.change(spec);
        } else {
            throw refused(
                    open,
                    older + "with another policy or requirement: deploy the new release with hook:deploy, which hands"
                            + " the point over, or stop the older one first");
        }
        return point;
    }

    /**
     * Lets the only owner of an open point change it.
     *
     * @throws IllegalStateException if the point is shared, about to be handed over, or closed
     * @throws IllegalArgumentException if the specification is for another point
     */
    <T> void change(Point<T> open, PointSpec<T> spec, PointOwner owner) {
        if (!open.spec().name().equals(spec.name()) || open.spec().contract() != spec.contract()) {
            throw new IllegalArgumentException(spec + " is not a specification of hook point "
                    + open.spec().name() + ": name and contract stay");
        }
        if (!open.owners().contains(owner)) {
            throw refused(open, "is closed");
        }
        if (pending.containsKey(open) || open.owners().stream().anyMatch(other -> !other.equals(owner))) {
            throw refused(
                    open,
                    "is open by others too, " + names(open.owners()) + ", and stays as it is: only a point with one"
                            + " owner can change");
        }
        open.change(spec);
    }

    private boolean isCalled(PointOwner owner) {
        ReleaseId release = owner.release();
        return release == null || activation.isStable(release);
    }

    /** Releases join: the points that they take over have their specifications from now on. Returns their names. */
    Set<String> join(Collection<ReleaseId> joining) {
        Set<String> changed = new HashSet<>();
        pending.entrySet().removeIf(one -> {
            boolean due = joining.contains(one.getValue().release());
            if (due) {
                one.getValue().change().run();
                changed.add(one.getKey().spec().name());
            }
            return due;
        });
        return changed;
    }

    /** An owner has closed a point. */
    void drop(Point<?> point, PointOwner owner) {
        Pending known = pending.get(point);
        boolean isLast =
                known != null && known.owner().equals(owner) && !point.owners().contains(owner);
        if (isLast || point.owners().isEmpty()) {
            pending.remove(point);
        }
    }

    private static IllegalStateException refused(Point<?> point, String reason) {
        return new IllegalStateException("hook point " + point.spec().name() + " " + reason);
    }

    private static List<String> names(Collection<PointOwner> owners) {
        return owners.stream().map(PointOwner::name).distinct().toList();
    }

    private static String versions(Collection<PointOwner> owners) {
        return String.join(
                ", ",
                owners.stream()
                        .map(PointOwner::release)
                        .map(release -> release == null ? "?" : release.version())
                        .distinct()
                        .toList());
    }

    private record Pending(PointOwner owner, ReleaseId release, PointSpec<?> spec, Runnable change) {}
}
