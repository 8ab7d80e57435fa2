package io.hookline.api.trace;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told of the calls of hook points in one scope, those that hooks make included. Asynchronous calls are left out.
 *
 * <p>Called on the calling thread; one at a time, but not always by the same thread. It must be quick, and never block.
 * What it throws is logged, and has no effect on the call.
 */
@ConsumerType
@FunctionalInterface
public interface CallObserver {

    /**
     * A point is called.
     *
     * @return what is told of this call; null if it is of no interest
     */
    @Nullable
    PointObserver pointCalled(String point);

    /** Is told of one call of a point. Rules as for {@link CallObserver}. */
    @ConsumerType
    interface PointObserver {

        /**
         * A hook is called.
         *
         * @param plugin symbolic name of its bundle
         * @param version its bundle's version
         * @param hook its name within its plugin
         * @return what is told of its end; null if it is of no interest
         */
        @Nullable
        Ending hookCalled(String plugin, String version, String hook);

        /**
         * The call has ended.
         *
         * @param failure what the caller sees thrown; null if nothing was thrown
         */
        void ended(@Nullable Throwable failure);
    }

    /** Is told of the end of one hook's call. Rules as for {@link CallObserver}. */
    @ConsumerType
    @FunctionalInterface
    interface Ending {

        /**
         * The hook has returned.
         *
         * @param failure what it threw; null if nothing was thrown
         */
        void ended(@Nullable Throwable failure);
    }
}
