package io.hookline.httpcorpus;

/** Cases about one part of HTTP. */
@FunctionalInterface
public interface Family {

    /** Adds all cases of the family. */
    void addTo(Cases cases);
}
