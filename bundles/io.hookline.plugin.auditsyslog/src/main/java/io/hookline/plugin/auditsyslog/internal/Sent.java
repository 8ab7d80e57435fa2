package io.hookline.plugin.auditsyslog.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The messages that were sent last, up to a number of bytes. Not safe for use by several threads. */
final class Sent {

    private final int mostBytes;
    private final Deque<byte[]> messages = new ArrayDeque<>();
    private long bytes;

    Sent(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    void add(byte[] message) {
        messages.addLast(message);
        bytes += message.length;
        while (bytes > mostBytes) {
            bytes -= messages.removeFirst().length;
        }
    }

    /** Oldest first. */
    List<byte[]> messages() {
        return List.copyOf(messages);
    }
}
