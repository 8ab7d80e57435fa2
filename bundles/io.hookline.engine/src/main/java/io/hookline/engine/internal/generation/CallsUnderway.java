package io.hookline.engine.internal.generation;

/** Tells which threads are in calls. */
@FunctionalInterface
public interface CallsUnderway {

    /** Visits each thread that is in a call of hooks. */
    void forEach(Visitor visitor);

    /** Looks at one thread. */
    @FunctionalInterface
    interface Visitor {

        /**
         * A thread is in a call.
         *
         * @param progress a number that has changed if the thread has ended a call, or begun another, since the last
         *     look
         */
        void visit(Thread thread, long progress);
    }
}
