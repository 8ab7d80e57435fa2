package io.hookline.gateway.internal.balance;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Chooses among the targets of a group. Safe for use by many threads. */
interface Balancer<T extends BalancedTarget> {

    /**
     * A target that is allowed, or null if none is.
     *
     * @param allowed what is usable
     * @param tried targets that are not chosen; mostly none
     */
    @Nullable
    T choose(Predicate<? super T> allowed, List<? super T> tried);
}
