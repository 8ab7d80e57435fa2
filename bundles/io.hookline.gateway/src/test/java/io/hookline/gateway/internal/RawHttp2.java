package io.hookline.gateway.internal;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client that writes frames of HTTP/2 as the test says, without TLS. It has sent the preface and empty settings. */
final class RawHttp2 implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int UNKNOWN = 77;

    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    static final int NO_ERROR = 0;
    static final int PROTOCOL_ERROR = 1;
    static final int FLOW_CONTROL_ERROR = 3;
    static final int STREAM_CLOSED = 5;
    static final int REFUSED_STREAM = 7;
    static final int CANCEL = 8;
    static final int ENHANCE_YOUR_CALM = 11;

    /** The pseudo-fields of a POST; further fields follow. */
    static final String[] POST = {":method", "POST", ":scheme", "http", ":path", "/", ":authority", "a"};

    static final String[] GET = {":method", "GET", ":scheme", "http", ":path", "/", ":authority", "a"};

    /** Generous, because what is waited for is certain to come. */
    private static final int TIMEOUT_MS = 120_000;

    final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

    private RawHttp2(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MS);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
    }

    static RawHttp2 to(URI uri) throws IOException {
        RawHttp2 client = new RawHttp2(new Socket(uri.getHost(), uri.getPort()));
        client.out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        client.send(SETTINGS, 0, 0);
        return client;
    }

    /** A frame that arrived; {@code fields} are those of HEADERS. */
    record Frame(int type, int flags, int stream, ByteBuffer payload, @Nullable Http2Headers fields) {

        boolean is(int wantedType, int wantedStream) {
            return type == wantedType && stream == wantedStream;
        }

        /** The code of RST_STREAM or GOAWAY. */
        int error() {
            return payload.getInt(type == GOAWAY ? 4 : 0);
        }

        /** The last stream of GOAWAY, the increment of WINDOW_UPDATE. */
        int number() {
            return payload.getInt(0);
        }

        String status() {
            return fields == null ? "" : String.valueOf(fields.status());
        }

        boolean isLast() {
            return (flags & END_STREAM) != 0;
        }
    }

    /** Writes a frame, which leaves with {@link #flush}. */
    RawHttp2 send(int type, int flags, int stream, byte... payload) throws IOException {
        out.writeByte(payload.length >> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
        return this;
    }

    RawHttp2 headers(int stream, boolean end, String... namesAndValues) throws IOException {
        return send(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, block(namesAndValues));
    }

    RawHttp2 data(int stream, boolean end, int length) throws IOException {
        return send(DATA, end ? END_STREAM : 0, stream, new byte[length]);
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Writes what may not arrive any more, because the gateway may have closed the connection before. */
    void flushAnyway() {
        try {
            out.flush();
        } catch (IOException e) {
            // What it said before is still to be read.
        }
    }

    /** The next frame; null at the end of the connection. */
    @Nullable
    Frame next() throws IOException {
        try {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = in.readNBytes(length);
            Http2Headers fields = null;
            if (type == HEADERS) {
                fields = decoder.decodeHeaders(stream, Unpooled.wrappedBuffer(payload));
            }
            return new Frame(type, flags, stream, ByteBuffer.wrap(payload), fields);
        } catch (EOFException | SocketException e) {
            return null;
        } catch (io.netty.handler.codec.http2.Http2Exception e) {
            throw new IOException(e);
        }
    }

    /** Sends what was written, and waits for a frame; others are dropped. */
    Frame await(int type, int stream) throws IOException {
        flushAnyway();
        List<String> seen = new ArrayList<>();
        Frame frame = next();
        while (frame != null && !frame.is(type, stream)) {
            seen.add(frame.type() + " on " + frame.stream()
                    + (frame.type() == GOAWAY || frame.type() == RST_STREAM ? " with " + frame.error() : ""));
            frame = next();
        }
        if (frame == null) {
            throw new AssertionError(
                    "the connection ended without frame " + type + " on " + stream + ", after " + seen);
        }
        return frame;
    }

    /** The status of the response on a stream. */
    String status(int stream) throws IOException {
        return await(HEADERS, stream).status();
    }

    /** Reads a response to its end, which must be regular; its status. */
    String awaitLast(int stream) throws IOException {
        Frame head = await(HEADERS, stream);
        Frame frame = head;
        while (!frame.isLast()) {
            frame = await(DATA, stream);
        }
        return head.status();
    }

    /** Reads to the end of the connection; the last GOAWAY. */
    Frame awaitEnd() throws IOException {
        flushAnyway();
        Frame last = null;
        for (Frame frame = next(); frame != null; frame = next()) {
            if (frame.type() == GOAWAY) {
                last = frame;
            }
        }
        if (last == null) {
            throw new AssertionError("the connection ended without GOAWAY");
        }
        return last;
    }

    /** Fields as HPACK has them, without its table and without Huffman coding. */
    static byte[] block(String... namesAndValues) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i++) {
            if (i % 2 == 0) {
                block.write(0);
            }
            byte[] bytes = namesAndValues[i].getBytes(StandardCharsets.ISO_8859_1);
            if (bytes.length < 127) {
                block.write(bytes.length);
            } else {
                block.write(127);
                int rest = bytes.length - 127;
                while (rest > 127) {
                    block.write((rest & 127) | 128);
                    rest >>= 7;
                }
                block.write(rest);
            }
            block.writeBytes(bytes);
        }
        return block.toByteArray();
    }

    /** A number of four bytes, as RST_STREAM and WINDOW_UPDATE have it. */
    static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    /** One parameter of SETTINGS. */
    static byte[] setting(int id, int value) {
        return ByteBuffer.allocate(6).putShort((short) id).putInt(value).array();
    }

    /** These fields and further ones. */
    static String[] with(String[] fields, String... more) {
        String[] all = java.util.Arrays.copyOf(fields, fields.length + more.length);
        System.arraycopy(more, 0, all, fields.length, more.length);
        return all;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
