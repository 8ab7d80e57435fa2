package io.hookline.admin.internal.http;

import io.hookline.admin.internal.access.Caller;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body has arrived. Used by the thread of its operation.
 *
 * @param caller who makes it; null where the resource is open to all and they did not say
 * @param address their address
 * @param path its path, decoded
 * @param parameters the parts of the path that the resource names
 * @param query the parameters behind the path
 * @param headers its header fields
 * @param body its content as text; empty if there is none, or if it was uploaded
 * @param upload its content as a file; null unless the resource takes one
 * @param note what the audit record gets to know
 */
public record Request(
        @Nullable Caller caller,
        String address,
        String path,
        Map<String, String> parameters,
        Map<String, List<String>> query,
        HttpHeaders headers,
        String body,
        @Nullable Upload upload,
        Note note) {

    private static final int LONGEST_REASON = 1_000;

    /** Who makes it, where the resource is not open to all. */
    public Caller who() {
        if (caller == null) {
            throw new IllegalStateException("an open resource does not know who asks");
        }
        return caller;
    }

    /** A part of the path. */
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalStateException("the resource has no parameter " + name);
        }
        return value;
    }

    /** A parameter behind the path; empty if it is not given. The first one counts. */
    public String query(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? "" : values.get(0);
    }

    /** A number behind the path. */
    public int number(String name, int least, int most, int absent) throws Problem {
        String text = query(name);
        if (text.isEmpty()) {
            return absent;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The problem below covers this, too.
        }
        throw Problem.malformed("\"" + name + "\" is a number from " + least + " to " + most);
    }

    /** A header field; empty if it is not there. */
    public String header(CharSequence name) {
        return headers.get(name, "");
    }

    /** Keeps the reason for the audit record. */
    public void reason(@Nullable String reason) throws Problem {
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw new Problem(
                    HttpResponseStatus.BAD_REQUEST, "\"reason\" has at most " + LONGEST_REASON + " characters");
        }
        note.reason = reason == null ? "" : reason;
    }

    /** What the audit record gets to know of a request. Used by one thread at a time. */
    public static final class Note {

        private volatile boolean changing;
        private volatile boolean refused;
        private volatile String reason = "";
        private volatile String detail = "";
        private volatile String target = "";

        /** Nothing special is known yet. */
        public Note(boolean changing, String target) {
            this.changing = changing;
            this.target = target;
        }

        /** The request changes something, although its method does not say so. */
        public void changes() {
            changing = true;
        }

        /** The caller is known, and may not make the request. */
        public void refuses() {
            refused = true;
        }

        boolean isRefused() {
            return refused;
        }

        /** Why the request is made, as its command line says. */
        public void reasoned(String why) {
            reason = why;
        }

        /** Whether it stands in the audit record: it changes something, or was refused to a known caller. */
        boolean isRecorded() {
            return changing || refused;
        }

        /** Says what the request does. */
        public void says(String what, String on) {
            detail = what;
            target = on;
        }

        boolean isChanging() {
            return changing;
        }

        /** Why the request is made, in the caller's words; empty if they gave no reason. */
        public String reason() {
            return reason;
        }

        String detail() {
            return detail;
        }

        String target() {
            return target;
        }
    }
}
