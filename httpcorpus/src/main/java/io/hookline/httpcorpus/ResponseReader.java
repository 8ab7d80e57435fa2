package io.hookline.httpcorpus;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Reads the responses of a connection on a thread of its own. Thread-safe. */
final class ResponseReader {

    private final List<RawResponse> responses = new ArrayList<>();
    private final StringBuilder received = new StringBuilder();
    private final Set<Integer> headRequests;
    private int finals;
    private int lastStatus;
    private boolean probing;
    private boolean closed;
    /** Whether a thread waits for bytes. */
    private boolean watched;

    private ResponseReader(Set<Integer> headRequests) {
        this.headRequests = headRequests;
    }

    /**
     * Starts to read.
     *
     * @param headRequests which of the requests, counted from 0, have responses without a body
     */
    static ResponseReader start(InputStream in, Set<Integer> headRequests) {
        ResponseReader reader = new ResponseReader(headRequests);
        Thread thread = new Thread(() -> reader.read(in), "corpus-client");
        thread.setDaemon(true);
        thread.start();
        return reader;
    }

    /** What was received before the first probe. */
    synchronized List<RawResponse> responses() {
        return List.copyOf(responses);
    }

    synchronized String received() {
        return received.toString();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** From now on, responses are those of a probe, and do not belong to the case. */
    synchronized void probing() {
        probing = true;
    }

    /** Whether nothing can follow the last response, because it says so or is not whole. */
    synchronized boolean lastEndsConnection() {
        if (responses.isEmpty()) {
            return false;
        }
        RawResponse last = responses.get(responses.size() - 1);
        return last.announcesClose() || !last.complete();
    }

    synchronized int lastStatus() {
        return lastStatus;
    }

    /** Waits for so many final responses; false if the connection ended first, or the time is up. */
    boolean awaitFinals(int count, long timeoutMillis) throws InterruptedException {
        await(() -> finals >= count || closed, timeoutMillis);
        synchronized (this) {
            return finals >= count;
        }
    }

    void awaitAny(long timeoutMillis) throws InterruptedException {
        await(() -> !responses.isEmpty() || closed, timeoutMillis);
    }

    void awaitText(String text, long timeoutMillis) throws InterruptedException {
        synchronized (this) {
            watched = true;
        }
        await(() -> received.indexOf(text) >= 0 || closed, timeoutMillis);
    }

    boolean awaitClosed(long timeoutMillis) throws InterruptedException {
        await(() -> closed, timeoutMillis);
        return isClosed();
    }

    private void read(InputStream in) {
        MessageStream stream = new MessageStream(in, this::append);
        try {
            readAll(stream);
            stream.rest(new StringBuilder()); // what follows is no response, but is seen
        } catch (IOException e) {
            // Reset, or closed by the client itself.
        } finally {
            end();
        }
    }

    private void readAll(MessageStream stream) throws IOException {
        try {
            boolean more = true;
            while (more && stream.hasNext()) {
                more = response(stream);
            }
        } catch (MessageStream.MalformedException e) {
            // The response was added as incomplete.
        }
    }

    /** Reads one response; false if none can follow it. */
    private boolean response(MessageStream stream) throws IOException {
        String head = "";
        StringBuilder body = new StringBuilder();
        String trailers = "";
        boolean complete = false;
        boolean followed = true;
        try {
            head = stream.lines();
            int status = status(head);
            List<Field> fields = fields(head);
            long length = MessageStream.length(Field.values(fields, "Content-Length"));
            if (status == 101 || status < 0) {
                followed = false;
            } else if (status < 200 || status == 204 || status == 304 || isHead()) {
                followed = true;
            } else if (MessageStream.isChunked(Field.values(fields, "Transfer-Encoding"))) {
                trailers = stream.chunks(body);
            } else if (length >= 0) {
                stream.bytes(length, body);
            } else {
                stream.rest(body);
                followed = false;
            }
            complete = status >= 0;
        } finally {
            add(head, body, trailers, complete);
        }
        return followed;
    }

    private synchronized boolean isHead() {
        return headRequests.contains(finals);
    }

    private synchronized void add(String head, StringBuilder body, String trailers, boolean complete) {
        int end = head.indexOf("\r\n");
        int status = status(head);
        RawResponse response = new RawResponse(
                end < 0 ? head : head.substring(0, end),
                status,
                fields(head),
                body.toString(),
                Field.parse(trailers),
                complete);
        lastStatus = status;
        if (!probing) {
            responses.add(response);
        }
        if (!response.isInterim()) {
            finals++;
        }
        notifyAll();
    }

    private synchronized void append(byte value) {
        if (!probing && received.length() < 1 << 20) {
            received.append((char) (value & 0xff));
            if (watched) {
                notifyAll();
            }
        }
    }

    private synchronized void end() {
        closed = true;
        notifyAll();
    }

    private synchronized void await(BooleanSupplier condition, long timeoutMillis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        long left;
        while (!condition.getAsBoolean() && (left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) > 0) {
            wait(left);
        }
    }

    private static List<Field> fields(String head) {
        int end = head.indexOf("\r\n");
        return end < 0 ? List.of() : Field.parse(head.substring(end + 2));
    }

    private static int status(String head) {
        int end = head.indexOf("\r\n");
        String line = end < 0 ? head : head.substring(0, end);
        return line.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?") ? Integer.parseInt(line.substring(9, 12)) : -1;
    }
}
