package io.hookline.config.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OriginTest {

    @Test
    void aFileHasTheNameInItsUri() {
        assertThat(Origin.fileName("file:///conf/b%20c.cfg")).contains("b c.cfg");
    }

    @Test
    void whatIsNoFileHasNoName() {
        assertThat(Origin.fileName(null)).isEmpty();
        assertThat(Origin.fileName("no such scheme:x")).isEmpty();
        assertThat(Origin.fileName("http://example.org/b.cfg")).isEmpty();
    }
}
