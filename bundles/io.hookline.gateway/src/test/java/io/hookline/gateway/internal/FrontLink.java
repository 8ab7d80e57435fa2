package io.hookline.gateway.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a front proxy sent on one connection to the gateway. Thread-safe. */
final class FrontLink {

    private static final Pattern MARK =
            Pattern.compile(FrontProxy.MARK + ":[ \t]*([^\r\n]+)\r\n", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_MARK = 128;
    /** More than any head that the gateway accepts. */
    private static final int MOST_BYTES = 128 << 10;

    private final List<String> marks = new ArrayList<>();
    private final StringBuilder unseen = new StringBuilder();
    private ByteArrayOutputStream turn = new ByteArrayOutputStream();
    private ByteArrayOutputStream last = turn;
    private boolean answered;

    /** The proxy sent bytes. It sends no request before it has the answer to the one before. */
    synchronized void sent(byte[] bytes, int count) {
        if (answered) {
            answered = false;
            turn = new ByteArrayOutputStream();
        }
        turn.write(bytes, 0, Math.min(count, MOST_BYTES - Math.min(MOST_BYTES, turn.size())));
        unseen.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
        Matcher matcher = MARK.matcher(unseen);
        int end = Math.max(0, unseen.length() - LONGEST_MARK);
        while (matcher.find()) {
            marks.add(matcher.group(1).strip());
            last = turn;
            end = Math.max(end, matcher.end());
        }
        unseen.delete(0, end);
    }

    /** The gateway sent bytes. */
    synchronized void answered() {
        answered = true;
    }

    /** The marks of the requests in their order. */
    synchronized List<String> marks() {
        return List.copyOf(marks);
    }

    /** The last request, from its first byte on, as far as it was kept. */
    synchronized byte[] lastRequest() {
        return last.toByteArray();
    }
}
