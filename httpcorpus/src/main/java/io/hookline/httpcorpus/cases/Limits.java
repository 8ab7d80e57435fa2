package io.hookline.httpcorpus.cases;

/** Amounts that the cases share. */
final class Limits {

    /** In bytes: more than any proxy should take of something that has no end. */
    static final long ENDLESS = 16L << 20;

    private Limits() {}
}
