package io.hookline.httpcorpus;

import io.hookline.httpcorpus.SeenRequest.State;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection of the upstream: reads requests one after the other, records and answers them. One thread. */
final class UpstreamConnection {

    private static final Answer UNKNOWN =
            Answer.textThenClose("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nX-Upstream: unknown\r\n\r\n");

    private final RecordingUpstream upstream;
    private final Socket socket;
    private final int number;
    private volatile @Nullable SeenRequest current;
    /** The case of the last request that had an id. */
    private volatile @Nullable CaseRecord record;

    private volatile Phase phase = Phase.WAITING;

    /** What the connection's thread does. */
    private enum Phase {
        /** Waits for the first byte of a request. */
        WAITING,
        /** Reads a head: whose case it belongs to is not known yet. */
        HEAD,
        /** Reads a body, or answers. */
        SERVING,
        ENDED
    }

    UpstreamConnection(RecordingUpstream upstream, Socket socket, int number) {
        this.upstream = upstream;
        this.socket = socket;
        this.number = number;
    }

    /** Whether nothing more of this case is being read or answered. */
    boolean isSettled(CaseRecord of) {
        return switch (phase) {
            case WAITING -> isDrained();
            case HEAD -> false;
            case SERVING -> record != of;
            case ENDED -> true;
        };
    }

    /** A request behind the one of the case, if its first bytes have arrived and its case is not known yet. */
    @Nullable
    SeenRequest pending(CaseRecord of) {
        return phase == Phase.HEAD && record == of ? current : null;
    }

    void serve() {
        try (socket) {
            socket.setTcpNoDelay(true);
            MessageStream in = new MessageStream(socket.getInputStream(), this::seen);
            while (in.hasNext()) {
                request(in);
                enter(in.available() > 0 ? Phase.HEAD : Phase.WAITING);
            }
        } catch (IOException e) {
            // The proxy ended the connection, or this case did.
        } finally {
            enter(Phase.ENDED);
        }
    }

    private boolean isDrained() {
        try {
            return socket.isClosed() || socket.getInputStream().available() == 0;
        } catch (IOException e) {
            return true; // ended
        }
    }

    private void enter(Phase next) {
        phase = next;
        if (record != null) {
            record.changed();
        }
    }

    private void seen(byte value) {
        if (current != null) {
            current.append(value);
        }
    }

    private void request(MessageStream in) throws IOException {
        SeenRequest request = new SeenRequest(number);
        current = request;
        enter(Phase.HEAD);
        StringBuilder body = new StringBuilder();
        State end = State.ABORTED;
        String trailers = "";
        boolean known = false;
        try {
            request.head(in.lines());
            known = attribute(request);
            enter(Phase.SERVING);
            Answer answer = answer(request, known);
            send(answer.atHead());
            trailers = body(in, request, body);
            end = request.version().startsWith("HTTP/1.") ? State.COMPLETE : State.MALFORMED;
            finish(request, end, body, trailers);
            send(answer.atEnd());
        } catch (MessageStream.MalformedException e) {
            end = State.MALFORMED;
            throw e;
        } finally {
            if (!known) {
                attribute(request);
            }
            if (request.state() == State.OPEN) {
                finish(request, end, body, trailers);
            }
        }
    }

    private Answer answer(SeenRequest request, boolean known) {
        if (!known || record == null) {
            return UNKNOWN;
        }
        return request.line().contains(RawClient.PROBE) ? Answer.OK : record.nextAnswer();
    }

    private void finish(SeenRequest request, State state, StringBuilder body, String trailers) {
        request.end(state, body.toString(), trailers);
        if (record != null) {
            record.changed();
        }
    }

    /** Gives the request to its case; false if no case knows it. */
    private boolean attribute(SeenRequest request) {
        CaseRecord named = upstream.find(request.raw());
        if (named != null) {
            record = named;
        }
        if (record == null) {
            upstream.stray(request);
            return false;
        }
        record.add(request, this);
        return true;
    }

    private static String body(MessageStream in, SeenRequest request, StringBuilder body) throws IOException {
        if (MessageStream.isChunked(request.values("Transfer-Encoding"))) {
            return in.chunks(body);
        }
        in.bytes(Math.max(0, MessageStream.length(request.values("Content-Length"))), body);
        return "";
    }

    private void send(List<Answer.Part> parts) throws IOException {
        OutputStream out = socket.getOutputStream();
        for (Answer.Part part : parts) {
            if (part instanceof Answer.Part.Bytes bytes) {
                out.write(latin1(bytes.text()));
            } else if (part instanceof Answer.Part.Repeat repeat) {
                repeat(out, latin1(repeat.text()), repeat.limit());
            } else if (part instanceof Answer.Part.HalfClose) {
                socket.shutdownOutput();
            } else if (part instanceof Answer.Part.Reset) {
                socket.setSoLinger(true, 0);
                socket.close();
            } else {
                socket.close();
            }
        }
    }

    private void repeat(OutputStream out, byte[] unit, long limit) throws IOException {
        byte[] block = new byte[unit.length * Math.max(1, 16384 / unit.length)];
        for (int i = 0; i < block.length; i++) {
            block[i] = unit[i % unit.length];
        }
        for (long sent = 0; sent < limit; sent += block.length) {
            out.write(block);
            if (record != null) {
                record.repeated(block.length);
            }
        }
    }

    private byte[] latin1(String text) {
        String id = record == null ? "" : record.id();
        return text.replace("{id}", id).getBytes(StandardCharsets.ISO_8859_1);
    }
}
