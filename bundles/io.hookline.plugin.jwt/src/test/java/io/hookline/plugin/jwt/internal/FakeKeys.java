package io.hookline.plugin.jwt.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A key source whose answer the test sets. */
final class FakeKeys implements KeySource {

    private @Nullable String answer;
    private int fetches;
    private boolean closed;

    /** Answers with this text; null: cannot be reached. */
    FakeKeys answer(@Nullable String text) {
        this.answer = text;
        return this;
    }

    int fetches() {
        return fetches;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public byte[] fetch() throws IOException {
        fetches++;
        if (answer == null) {
            throw new IOException("cannot be reached");
        }
        return answer.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String place() {
        return "the test";
    }

    @Override
    public void close() {
        closed = true;
    }
}
