package io.hookline.engine.internal.live;

import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.internal.chain.ChainEntry;
import io.hookline.engine.internal.generation.Routes;
import io.hookline.engine.release.Route;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what a new generation has changed, for operators. */
final class ChangeLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.hookline.changes");
    private static final int SHOWN_NAMES = 20;

    private ChangeLog() {}

    /** Logs what has changed at a point; an empty list means that the point is not open. */
    static void tell(String point, List<Chain> before, List<Chain> after, List<Route> routes, long generation) {
        ChainDifference stable = ChainDifference.of(
                before.subList(0, Math.min(1, before.size())), after.subList(0, Math.min(1, after.size())));
        tell(point, stable, generation);
        tellMissing(stable(before), stable(after));
        for (int route = 1; route < after.size(); route++) {
            List<String> hooks = labels(after.get(route));
            if (!hooks.equals(labels(after.get(Routes.STABLE)))
                    && (route >= before.size() || !hooks.equals(labels(before.get(route))))) {
                LOG.info(
                        "generation {}: {}, calls that {} takes: {}",
                        generation,
                        point,
                        routes.get(route - 1).name(),
                        some(hooks));
            }
        }
    }

    /** The first of these names, and how many more there are: a line of the log must not grow with a chain. */
    static String some(List<String> names) {
        if (names.size() <= SHOWN_NAMES) {
            return String.join(", ", names);
        }
        int more = names.size() - SHOWN_NAMES;
        return String.join(", ", names.subList(0, SHOWN_NAMES)) + " and " + more + " more";
    }

    private static @Nullable Chain stable(List<Chain> chains) {
        return chains.isEmpty() ? null : chains.get(Routes.STABLE);
    }

    private static void tell(String point, ChainDifference stable, long generation) {
        List<String> old = labels(stable.left());
        List<String> now = labels(stable.joined());
        List<String> joined = without(now, old);
        List<String> left = without(old, now);
        if (!joined.isEmpty() || !left.isEmpty()) {
            LOG.info(
                    "generation {}: {}{}{}",
                    generation,
                    point,
                    joined.isEmpty() ? "" : ", joined: " + some(joined),
                    left.isEmpty() ? "" : ", left: " + some(left));
        }
    }

    private static void tellMissing(@Nullable Chain before, @Nullable Chain after) {
        if (after == null) {
            return;
        }
        String point = after.spec().name();
        List<String> missing = after.missing();
        List<String> missingBefore = before == null ? List.of() : before.missing();
        if (!missing.isEmpty() && !missing.equals(missingBefore)) {
            LOG.warn(
                    "{} requires {}, which is not there: calls wait for up to {} ms from now, then they fail",
                    point,
                    String.join(", ", missing),
                    after.spec().requiredWait().toMillis());
        }
        if (missing.isEmpty() && !missingBefore.isEmpty()) {
            LOG.info("{} has again all that it requires", point);
        }
    }

    private static List<String> labels(Chain chain) {
        return labels(chain.hooks());
    }

    private static List<String> labels(List<ChainEntry> hooks) {
        return hooks.stream().map(hook -> hook.info().label()).toList();
    }

    private static List<String> without(List<String> some, List<String> others) {
        Set<String> known = new HashSet<>(others);
        return some.stream().filter(label -> !known.contains(label)).toList();
    }
}
