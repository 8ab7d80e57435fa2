package io.hookline.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Standard output or standard error beside a prompt. While the shell has a prompt, whole lines go to the shell, which
 * prints them above it; otherwise everything goes where it went before. Safe for use by many threads.
 */
final class PromptStream extends OutputStream {

    private final OutputStream before;
    private final Charset charset;

    /** What is not yet a whole line; guarded by this object. */
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private @Nullable Consumer<String> prompt;

    PromptStream(OutputStream before, Charset charset) {
        this.before = before;
        this.charset = charset;
    }

    /** Changes to a shell, or to none. */
    synchronized void use(@Nullable Consumer<String> shell) throws IOException {
        if (shell == null) {
            before.write(line.toByteArray());
            before.flush();
            line.reset();
        }
        prompt = shell;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) throws IOException {
        Consumer<String> shell = prompt;
        if (shell == null) {
            before.write(bytes, from, length);
            return;
        }
        int end = from + length;
        while (end > from && bytes[end - 1] != '\n') {
            end--;
        }
        line.write(bytes, from, end - from);
        if (end > from) {
            shell.accept(line.toString(charset));
            line.reset();
        }
        line.write(bytes, end, from + length - end);
    }

    @Override
    public synchronized void flush() throws IOException {
        before.flush();
    }
}
