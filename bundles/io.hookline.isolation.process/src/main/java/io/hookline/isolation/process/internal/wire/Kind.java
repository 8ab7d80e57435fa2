package io.hookline.isolation.process.internal.wire;

/**
 * The kinds of messages. Their numbers are part of the protocol: a change of one needs another {@link
 * Protocol#VERSION}. A call is named by the number that the runtime gave it, an attachment likewise.
 */
public enum Kind {
    /** Child: magic, version, secret, process id. The first message. */
    HELLO,
    /** Runtime: what to start, as a map. */
    START,
    /** Child: all is started. */
    READY,
    /** Child: why it could not start. It ends then. */
    BROKEN,
    /** Runtime: attachment, and the hook as a map. */
    ATTACH,
    /** Child: attachment. */
    ATTACHED,
    /** Child: attachment, and why not. */
    REFUSED,
    /** Runtime: attachment. */
    DETACH,
    /** Runtime: call, attachment, index of the method, arguments, nanoseconds until the deadline. */
    CALL,
    /** Child: call, value, changes, processor time and allocated bytes, which are -1 if not measured. */
    RESULT,
    /** Child: call, failure, changes. */
    FAILURE,
    /** Child: call, argument, changes. The hook goes on with the rest of the chain. */
    PROCEED,
    /** Runtime: call, value, changes. */
    PROCEEDED,
    /** Runtime: call, failure, changes. */
    PROCEED_FAILED,
    /** Runtime: call, reason. No answer is expected any more. */
    CANCEL,
    /** Runtime: a number. */
    PING,
    /** Child: the number, used and maximal heap, threads. */
    PONG,
    /** Child: level, logger, message, stack trace. */
    LOG,
    /** Runtime: PID, factory PID, properties; null: deleted. */
    CONFIGURATION,
    /** Child: question, symbolic name of the plugin, configured text. */
    SECRET,
    /** Runtime: question, secret, why there is none. */
    SECRET_ANSWER,
    /** Runtime: end in order. */
    END
}
