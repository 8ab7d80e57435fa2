package io.hookline.benchmarks;

import io.hookline.benchmarks.contender.Contender;
import io.hookline.benchmarks.contender.Row;
import io.hookline.benchmarks.hook.HookEvent;
import io.hookline.benchmarks.hook.Workload;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One call through a chain. Each contender runs in its own process, without the classes of others. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChainBenchmark {

    /** One call. */
    @Benchmark
    public void call(Calling calling) {
        calling.contender.call(calling.event);
    }

    /** The chain that all threads call. */
    @State(Scope.Benchmark)
    public static class Chain {

        /** The contender. */
        @Param
        public Row row = Row.DIRECT;

        /** The work of each hook. */
        @Param
        public Workload workload = Workload.TRIVIAL;

        /** The number of hooks. */
        @Param("8")
        public int length;

        @SuppressWarnings("NullAway.Init") // Set before the first call.
        private Contender contender;

        /** Starts the contender. */
        @Setup
        public void start() {
            contender = row.start(workload, length);
        }

        /** Stops it. */
        @TearDown
        public void stop() {
            contender.close();
        }
    }

    /** The state of each thread. */
    @State(Scope.Thread)
    public static class Calling {

        private final HookEvent event = new HookEvent();

        @SuppressWarnings("NullAway.Init") // Set before the first call.
        private Contender contender;

        /** Creates the contender's state for this thread. */
        @Setup
        public void start(Chain chain) {
            contender = chain.contender.onThisThread();
        }

        /** Closes the state of this thread. */
        @TearDown
        public void stop(Chain chain) {
            if (contender != chain.contender) {
                contender.close();
            }
        }
    }
}
