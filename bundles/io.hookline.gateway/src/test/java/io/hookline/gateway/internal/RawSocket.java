package io.hookline.gateway.internal;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A socket for tests that write HTTP by hand. */
public final class RawSocket implements AutoCloseable {

    public final Socket socket;
    public final InputStream in;
    public final OutputStream out;

    RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(60_000);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Connects to a server. */
    public static RawSocket to(URI uri) throws IOException {
        return new RawSocket(new Socket(uri.getHost(), uri.getPort()));
    }

    public void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Reads up to and including the empty line, or to the end of the stream. */
    public String readHead() throws IOException {
        return readTo("\r\n\r\n");
    }

    /** Reads a body that comes in chunks, without trailers. */
    void skipChunks() throws IOException {
        int length = -1;
        while (length != 0) {
            String size = readTo("\r\n");
            if (!size.endsWith("\r\n")) {
                throw new EOFException("the body ends early");
            }
            length = Integer.parseInt(size.strip(), 16);
            read(length + 2);
        }
    }

    private String readTo(String end) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    public String read(int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
