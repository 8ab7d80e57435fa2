package io.hookline.engine.internal.generation;

class FencedLeasesTest extends LeasesTest {

    @Override
    Barrier barrier() {
        return new Barrier.Fenced("for a test");
    }
}
