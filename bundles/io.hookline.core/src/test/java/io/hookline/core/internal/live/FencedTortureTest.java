package io.hookline.core.internal.live;

class FencedTortureTest extends TortureTest {

    @Override
    EngineSettings settings() {
        return super.settings().withFenced("for a test");
    }
}
