package io.hookline.httpcorpus;

/** How much depends on a case. */
public enum Kind {
    /** A proxy that fails can be used to smuggle requests, to exhaust it, or leaves calls without an answer. */
    CRITICAL,
    /** RFC 9110 or RFC 9112 asks for it. */
    STANDARD,
    /** The standards leave a choice, and Hookline made it; see the package's documentation. */
    POLICY
}
