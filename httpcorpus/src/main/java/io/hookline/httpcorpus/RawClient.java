package io.hookline.httpcorpus;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Plays the client's side of one case. It never fails: what does not work is part of what it saw. One thread. */
final class RawClient {

    /** Marks the request with which the client finds out whether the connection is still usable. */
    static final String PROBE = "/hookline-corpus-probe";

    private final InetSocketAddress proxy;
    private final String fields;
    private final long timeoutMillis;
    private final ScheduledExecutorService clock;

    /**
     * @param fields header lines for the probes, each ended by CRLF
     * @param timeoutMillis how long to wait for an answer, for the end of a connection, or until the proxy takes bytes
     * @param clock ends writes that the proxy does not take
     */
    RawClient(InetSocketAddress proxy, String fields, long timeoutMillis, ScheduledExecutorService clock) {
        this.proxy = proxy;
        this.fields = fields;
        this.timeoutMillis = timeoutMillis;
        this.clock = clock;
    }

    /** What the client saw. */
    record Seen(ResponseReader reader, boolean closed, boolean probed, long sent) {}

    Seen play(Case played, CaseRecord record) throws IOException, InterruptedException {
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.connect(proxy, (int) timeoutMillis);
            ResponseReader reader = ResponseReader.start(socket.getInputStream(), played.headRequests());
            Sender sender = new Sender(socket, record, reader);
            for (Step step : played.steps()) {
                sender.perform(step);
            }
            if (sender.stalled) {
                return new Seen(reader, false, false, sender.sent);
            }
            boolean closed = false;
            boolean probed = false;
            Expectation expected = played.expectation();
            int answers = expected.statuses().size();
            if (!sender.closed && !reader.awaitFinals(answers, timeoutMillis)) {
                closed = reader.isClosed();
            } else if (!sender.closed) {
                if (expected.connection() == Expectation.Connection.CLOSED || reader.lastEndsConnection()) {
                    closed = reader.awaitClosed(timeoutMillis);
                    probed = closed;
                } else if (expected.connection() == Expectation.Connection.IN_SYNC) {
                    closed = reader.isClosed();
                    probed = !closed && probe(sender, reader, answers);
                } else {
                    closed = reader.isClosed();
                }
            }
            return new Seen(reader, closed, probed, sender.sent);
        }
    }

    private boolean probe(Sender sender, ResponseReader reader, int answers) throws InterruptedException {
        reader.probing();
        sender.perform(new Step.Send("GET " + PROBE + "/{id} HTTP/1.1\r\nHost: example.test\r\n" + fields + "\r\n"));
        return reader.awaitFinals(answers + 1, timeoutMillis) && reader.lastStatus() == 200;
    }

    /** Performs steps, and stops sending when the proxy has ended the connection. */
    private final class Sender {

        private final Socket socket;
        private final CaseRecord record;
        private final ResponseReader reader;
        private int awaited;
        private boolean broken;
        private boolean closed;
        /** Whether the proxy took no bytes, but did not end the connection either. */
        private volatile boolean stalled;

        private long sent;

        Sender(Socket socket, CaseRecord record, ResponseReader reader) {
            this.socket = socket;
            this.record = record;
            this.reader = reader;
        }

        void perform(Step step) throws InterruptedException {
            try {
                if (step instanceof Step.Send send) {
                    write(send.text(), 1);
                } else if (step instanceof Step.Repeat repeat) {
                    write(repeat.text(), repeat.limit());
                } else if (step instanceof Step.AwaitUpstream) {
                    record.awaitHead(500);
                } else if (step instanceof Step.AwaitInterim) {
                    reader.awaitAny(1000);
                } else if (step instanceof Step.AwaitResponse) {
                    reader.awaitFinals(++awaited, timeoutMillis);
                } else if (step instanceof Step.AwaitText text) {
                    reader.awaitText(text.text(), timeoutMillis);
                } else if (step instanceof Step.HalfClose) {
                    socket.shutdownOutput();
                } else {
                    closed = true;
                    socket.close();
                }
            } catch (IOException e) {
                broken = true;
            }
        }

        private void stall() {
            stalled = true;
            try {
                socket.close();
            } catch (IOException e) {
                // closed already
            }
        }

        private void write(String text, long limit) throws IOException {
            byte[] bytes = text.replace("{id}", record.id()).getBytes(StandardCharsets.ISO_8859_1);
            if (bytes.length == 0) {
                return;
            }
            byte[] block = bytes;
            if (limit > 1) {
                block = new byte[bytes.length * Math.max(1, 16384 / bytes.length)];
                for (int i = 0; i < block.length; i++) {
                    block[i] = bytes[i % bytes.length];
                }
            }
            OutputStream out = socket.getOutputStream();
            ScheduledFuture<?> deadline = clock.schedule(this::stall, timeoutMillis, TimeUnit.MILLISECONDS);
            try {
                for (long done = 0; done < limit && !broken && !reader.isClosed(); done += block.length) {
                    out.write(block);
                    sent += block.length;
                }
            } finally {
                deadline.cancel(false);
            }
        }
    }
}
