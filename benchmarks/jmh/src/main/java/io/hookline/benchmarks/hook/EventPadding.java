package io.hookline.benchmarks.hook;

/** Padding before an event's fields, so that events of two threads never share a cache line. */
@SuppressWarnings("unused") // Padding is never read.
abstract class EventPadding {

    private long a0, a1, a2, a3, a4, a5, a6, a7, b0, b1, b2, b3, b4, b5, b6, b7;
}
