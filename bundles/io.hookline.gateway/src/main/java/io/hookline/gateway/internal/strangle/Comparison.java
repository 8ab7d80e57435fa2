package io.hookline.gateway.internal.strangle;

import io.hookline.common.text.Printable;
import io.hookline.gateway.internal.config.StranglerSettings.Shadowing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Compares the responses of both sides to one request. Stateless. */
final class Comparison {

    private static final int LONGEST_TEXT = 300;

    private final List<String> headers;
    private final IgnoredMembers ignored;
    private final int most;

    Comparison(Shadowing settings) {
        this.headers = settings.headers();
        this.ignored = new IgnoredMembers(settings.ignored());
        this.most = settings.maxBodyBytes();
    }

    /** What differs first, or that the bodies cannot be compared. */
    Result of(Answer old, Answer fresh) {
        if (old.status() != fresh.status()) {
            return different(Kind.STATUS, "status " + old.status() + " became " + fresh.status());
        }
        for (String name : headers) {
            if (!old.fields().all(name).equals(fresh.fields().all(name))) {
                return different(Kind.HEADER, "header field " + name);
            }
        }
        if (old.body().isTooLong() || fresh.body().isTooLong()) {
            return Result.UNCOMPARED;
        }
        try {
            return ofBodies(old, fresh);
        } catch (IOException e) {
            // A body that is not encoded as its head says.
            return different(Kind.BODY, "the body cannot be decoded: " + e.getMessage());
        }
    }

    private Result ofBodies(Answer old, Answer fresh) throws IOException {
        byte[] before = decoded(old);
        byte[] after = decoded(fresh);
        if (before == null || after == null) {
            return Result.UNCOMPARED;
        }
        int at = Arrays.mismatch(before, after);
        if (at < 0) {
            return Result.SAME;
        }
        if (!isJson(old) || !isJson(fresh)) {
            return different(
                    Kind.BODY,
                    "the bodies differ from byte " + at + " on (" + before.length + " and " + after.length + " bytes)");
        }
        String found = new JsonComparison(ignored).difference(before, after);
        return found == null ? Result.SAME : different(Kind.BODY, found);
    }

    /** The body without its coding; null if it is too long, or the coding is another one than gzip. */
    private byte @Nullable [] decoded(Answer answer) throws IOException {
        byte[] body = answer.body().bytes();
        String coding = answer.fields().first("Content-Encoding");
        if (coding == null || coding.equalsIgnoreCase("identity") || body.length == 0) {
            return body;
        }
        if (!coding.equalsIgnoreCase("gzip")) {
            return null;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] plain = in.readNBytes(most + 1);
            return plain.length > most ? null : plain;
        }
    }

    private static boolean isJson(Answer answer) {
        String type = answer.fields().first("Content-Type");
        String essence = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return essence.equals("application/json") || essence.endsWith("+json");
    }

    private static Result different(Kind kind, String what) {
        String text = Printable.of(what);
        return new Result(kind, text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text);
    }

    /** What was found. */
    enum Kind {
        SAME,
        UNCOMPARED,
        STATUS,
        HEADER,
        BODY,
        NO_ANSWER
    }

    /**
     * What was found.
     *
     * @param what where the responses differ; empty if they do not
     */
    record Result(Kind kind, String what) {

        static final Result SAME = new Result(Kind.SAME, "");
        static final Result UNCOMPARED = new Result(Kind.UNCOMPARED, "");
    }
}
