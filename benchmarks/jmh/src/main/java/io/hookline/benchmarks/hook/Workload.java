package io.hookline.benchmarks.hook;

import java.util.List;
import java.util.stream.IntStream;

/** The work of the hooks of a chain. */
public enum Workload {
    /** Each hook adds a number to the event. */
    TRIVIAL {
        @Override
        BenchmarkedHook hook(int index) {
            return TrivialHooks.hook(index);
        }
    },
    /** Each hook compares two fields, counts the call in a plain field and adds a number to the event. */
    SMALL {
        @Override
        BenchmarkedHook hook(int index) {
            return SmallHooks.hook(index);
        }
    };

    /** New hooks: the one at index i adds i + 1. They have eight classes in turn. */
    public List<BenchmarkedHook> hooks(int count) {
        return IntStream.range(0, count).mapToObj(this::hook).toList();
    }

    abstract BenchmarkedHook hook(int index);
}
