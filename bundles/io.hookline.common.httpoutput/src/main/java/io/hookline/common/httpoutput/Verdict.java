package io.hookline.common.httpoutput;

import java.time.Duration;

/** What an answer that is no success means for the records of the request. Immutable. */
public sealed interface Verdict {

    /** Why, without secrets. */
    String reason();

    /** The request may succeed later; nothing is wrong with the records. */
    record Later(Duration pause, String reason) implements Verdict {}

    /** At least one of the records is at fault; it is not known which. */
    record WrongRecord(String reason) implements Verdict {}

    /**
     * This record seems to be at fault. The receiver may have taken some of the others.
     *
     * @param index its place in the request, from 0
     */
    record WrongRecordAt(int index, String reason) implements Verdict {}

    /**
     * What the status says, by itself.
     *
     * <p>Too many requests, timeouts and faults of the server pass. A redirection and a refusal of the client, the
     * address or the method are faults of the configuration, which an operator mends: the records wait. Other answers
     * of the range 400 are about the content.
     */
    static Verdict of(Answer answer) {
        int status = answer.status();
        String reason = answer.excerpt();
        return switch (status) {
            case 401, 403, 407 -> new Later(answer.pause(), reason + "; check the credentials");
            case 404, 405 -> new Later(answer.pause(), reason + "; check the url");
            case 408, 425, 429 -> new Later(answer.pause(), reason);
            default ->
                status >= 400 && status < 500
                        ? new WrongRecord(reason)
                        : new Later(
                                answer.pause(),
                                status >= 300 && status < 400
                                        ? reason + "; redirections are not followed: set the url that it leads to"
                                        : reason);
        };
    }
}
