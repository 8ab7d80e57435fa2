package io.hookline.engine.internal.live;

import io.hookline.engine.EngineSettings;

class FencedTortureTest extends TortureTest {

    @Override
    EngineSettings settings() {
        return super.settings().withFenced("for a test");
    }
}
