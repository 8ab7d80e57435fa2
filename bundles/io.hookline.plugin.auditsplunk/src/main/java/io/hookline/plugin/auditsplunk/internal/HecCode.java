package io.hookline.plugin.auditsplunk.internal;

import io.hookline.common.httpoutput.Answer;
import io.hookline.common.httpoutput.Verdict;

/** The codes that the HTTP Event Collector answers with, 0 to 27, and what they mean for records. */
final class HecCode {

    static final int SUCCESS = 0;
    static final int DATA_CHANNEL_IS_MISSING = 10;
    static final int INVALID_DATA_CHANNEL = 11;
    static final int ACK_IS_DISABLED = 14;
    /** The queue fills, but this request was taken. */
    static final int QUEUE_IS_NEARLY_FULL = 24;
    /** Acknowledgements pile up, but this request was taken. */
    static final int ACK_IS_NEARLY_FULL = 25;

    private HecCode() {}

    /** Whether a request with the status 200 was taken. */
    static boolean isTaken(int code) {
        return code == SUCCESS || code == QUEUE_IS_NEARLY_FULL || code == ACK_IS_NEARLY_FULL;
    }

    /**
     * What a code means.
     *
     * @param event the number of the event that the answer names; -1 if it names none
     */
    static Verdict verdict(int code, int event, Answer answer) {
        String reason = answer.excerpt();
        return switch (code) {
            // Token disabled, required or invalid, authorization invalid.
            case 1, 2, 3, 4, 16, 21, 22 -> later(answer, reason + "; check the token");
            // Incorrect index.
            case 7 -> later(answer, reason + "; set an index that the token may use");
            // Internal error, busy, unhealthy, shutting down, at capacity.
            case 8, 9, 18, 19, 20, 23, 26, 27 -> later(answer, reason);
            // The next request has another channel.
            case DATA_CHANNEL_IS_MISSING, INVALID_DATA_CHANNEL -> later(answer, reason);
            case ACK_IS_DISABLED -> later(answer, reason + "; " + Acknowledgements.CURE);
            // No data, invalid format, no event, empty event, invalid fields.
            case 5, 6, 12, 13, 15 ->
                event >= 0 ? new Verdict.WrongRecordAt(event, reason) : new Verdict.WrongRecord(reason);
            default -> Verdict.of(answer);
        };
    }

    private static Verdict later(Answer answer, String reason) {
        return new Verdict.Later(answer.pause(), reason);
    }
}
